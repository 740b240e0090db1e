internal import Synchronization
internal import SystemPackage
package import TelephonyAudio

/// Samples that wait in memory where there is room for those of all jobs together, and in a private
/// file beyond that: some platforms have no limit, and a recording of ten hours must not take more
/// memory than one of ten seconds.
package final class SampleSpool: SampleStore {
  /// Memory that spools share.
  package final class Budget: Sendable {
    private let free: Mutex<Int>

    /// - Parameter bytes: that may be taken at a time.
    package init(bytes: Int) {
      free = Mutex(bytes)
    }

    /// 16 MiB: more than the eight minutes at 8000 Hz that a size limit of 4 MiB allows.
    package static let shared = Budget(bytes: 16_777_216)

    /// Takes bytes; false where there are not so many. A negative number gives some back.
    fileprivate func take(_ bytes: Int) -> Bool {
      free.withLock { free in
        guard bytes <= free else { return false }
        free -= bytes
        return true
      }
    }
  }

  private static let sampleSize = MemoryLayout<Float>.size

  package private(set) var count = 0
  private let budget: Budget
  /// What is in memory, where there is no file.
  private var samples: [Float] = []
  private var taken = 0
  private var file: FileDescriptor?

  package init(_ budget: Budget = .shared) {
    self.budget = budget
  }

  deinit {
    _ = budget.take(-taken)
    if let file { FileSystem.close(file) }
  }

  /// Whether the samples are in a file.
  package var isSpooled: Bool { file != nil }

  package func read(_ range: Range<Int>) throws(TelephonyAudioError) -> [Float] {
    guard let file else { return Array(samples[range]) }
    do throws(Errno) {
      let bytes = try FileSystem.read(
        file, at: range.lowerBound * Self.sampleSize, count: range.count * Self.sampleSize)
      // Nobody else knows the file, so that it cannot have become shorter.
      guard bytes.count == range.count * Self.sampleSize else { throw .ioError }
      return bytes.withUnsafeBytes { bytes in
        range.indices.map { index in
          bytes.loadUnaligned(
            fromByteOffset: (index - range.lowerBound) * Self.sampleSize, as: Float.self)
        }
      }
    } catch {
      throw .storeFailed(code: error.rawValue)
    }
  }

  package func write(_ samples: [Float], at start: Int) throws(TelephonyAudioError) {
    let end = max(count, start + samples.count)
    let added = (end - count) * Self.sampleSize
    do throws(Errno) {
      if file == nil, !budget.take(added) { try moveToFile() }
      if let file {
        let bytes = samples.withUnsafeBytes { Array($0) }
        try FileSystem.write(bytes, to: file, at: start * Self.sampleSize)
      } else {
        taken += added
        self.samples.replaceSubrange(
          start..<min(count, start + samples.count), with: samples)
      }
    } catch {
      throw .storeFailed(code: error.rawValue)
    }
    count = end
  }

  /// What is dropped is no longer in memory; a file keeps its size until the spool goes.
  package func truncate(to count: Int) {
    self.count = count
    guard file == nil else { return }
    samples.removeSubrange(count...)
    _ = budget.take(count * Self.sampleSize - taken)
    taken = count * Self.sampleSize
  }

  private func moveToFile() throws(Errno) {
    let file = try FileSystem.createPrivate()
    do {
      try FileSystem.write(samples.withUnsafeBytes { Array($0) }, to: file, at: 0)
    } catch {
      FileSystem.close(file)
      throw error
    }
    self.file = file
    samples = []
    _ = budget.take(-taken)
    taken = 0
  }
}
