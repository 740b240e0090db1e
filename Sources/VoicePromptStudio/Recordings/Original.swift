internal import AudioFiles
internal import SystemPackage
internal import TelephonyAudio

/// A recording as browsers play it: 16-bit PCM in a WAV file, because they know few of the formats
/// that recordings come in.
///
/// As it is, with its rate and at most two channels, where that takes no more than a player can be
/// given; else, and where it has more channels, as a telephone has it.
enum Original {
  /// Bytes of such a file.
  static let limit = 536_870_912

  /// Writes it.
  ///
  /// - Parameters:
  ///   - path: where no file is yet.
  ///   - isCancelled: whether nobody wants it any more.
  /// - Returns: its size in bytes; nil where the recording cannot be read, or nobody wants it.
  static func write(
    _ source: StudioRecording.Source, to path: String, _ options: DecodingOptions,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Int? {
    do {
      let output = try SessionFolder.create(path)
      defer { FileSystem.close(output) }
      let recording = try Recording(InputFile(path: source.path), options, isCancelled: isCancelled)
      let format = recording.format
      let seconds = source.shape.current.duration ?? .infinity
      let size = seconds * Double(format.sampleRate * format.channelCount * 2)
      let keepsFormat = format.channelCount <= 2 && size <= Double(limit)
      let file = WAVFile(
        output, sampleRate: keepsFormat ? format.sampleRate : Resampler.telephoneRate,
        channelCount: keepsFormat ? format.channelCount : 1)
      var chain = try SignalChain(
        channelCount: format.channelCount, inputRate: format.sampleRate,
        stages: keepsFormat ? [] : [file], encoding: nil, store: Nowhere())
      let frameLimit = max(1, 16_384 / format.channelCount)
      while !isCancelled() {
        let block = recording.decoder.read(frameLimit: frameLimit)
        if block.count == 0 { break }
        if keepsFormat { file.append(block) } else { try chain.process(block) }
      }
      if !keepsFormat { try chain.finish() }
      return isCancelled() ? nil : file.finish()
    } catch {
      return nil
    }
  }

  /// A file that grows.
  private final class WAVFile: SignalStage {
    private let file: FileDescriptor
    private let sampleRate: Int
    private let channelCount: Int
    private var byteCount = 0
    private var waiting: [UInt8] = []
    private var hasFailed = false

    private static let blockSize = 1 << 18

    init(_ file: FileDescriptor, sampleRate: Int, channelCount: Int) {
      self.file = file
      self.sampleRate = sampleRate
      self.channelCount = channelCount
      waiting = WAVWriter.pcmHeader(sampleRate: sampleRate, channelCount: channelCount, bytes: 0)
    }

    func process(_ block: inout [Float]) {
      append(.float(block))
      block.removeAll(keepingCapacity: true)
    }

    func append(_ block: SampleBlock) {
      let count = waiting.count
      switch block {
      case .sixteenBit(let samples):
        samples.withUnsafeBytes { waiting.append(contentsOf: $0) }
      case .float(let samples): LinearPCM.encode(samples, into: &waiting)
      }
      byteCount += waiting.count - count
      if waiting.count >= Self.blockSize { write() }
    }

    private func write() {
      if (try? FileSystem.write(waiting, to: file)) == nil { hasFailed = true }
      waiting.removeAll(keepingCapacity: true)
    }

    /// - Returns: its size; nil where it could not be written.
    func finish() -> Int? {
      write()
      let header = WAVWriter.pcmHeader(
        sampleRate: sampleRate, channelCount: channelCount, bytes: byteCount)
      guard !hasFailed,
        (try? header.withUnsafeBytes({ try file.writeAll(toAbsoluteOffset: 0, $0) })) != nil
      else { return nil }
      return header.count + byteCount
    }
  }
}

/// For a chain whose last stage lets nothing through.
final class Nowhere: SampleStore {
  var count: Int { 0 }
  func read(_ range: Range<Int>) -> [Float] { [] }
  func write(_ samples: [Float], at start: Int) {}
  func truncate(to count: Int) {}
}
