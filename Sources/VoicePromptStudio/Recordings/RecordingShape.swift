internal import AudioFiles
internal import CLibrary
internal import Synchronization
internal import SystemPackage
internal import TelephonyAudio
internal import VoicePrompts

/// What is heard in a recording, as far as it has been read: its waveform in steps, and the signal
/// at a telephone's rate, both in files of the session, so that memory does not grow with them.
final class RecordingShape: Sendable {
  /// Samples a second of the held signal, in Hz.
  static let sampleRate = Resampler.telephoneRate
  /// Samples of a step of the waveform: 10 ms.
  static let step = 80

  /// How far it has come.
  struct State: Sendable {
    /// Nil before it has been opened.
    var format: SoundFormat?
    /// Seconds of the whole, as far as they are known.
    var duration: Double?
    /// Samples that were heard, at the telephone's rate.
    var sampleCount = 0
    /// Whether there is no more to come.
    var isComplete = false
    /// Where somebody speaks, in steps of 20 ms.
    var speech: [Range<Int>] = []
  }

  private let state = Mutex(State())
  private let cancelled = Atomic(false)
  /// Of pairs of 8-bit numbers: the lowest and the highest sample of each step.
  private let extentsPath: String
  /// Of 16-bit samples.
  private let signalPath: String

  /// - Parameter number: that no other shape of the session has.
  init(_ folder: SessionFolder, number: Int) {
    extentsPath = folder.file("\(number)-extents")
    signalPath = folder.file("\(number)-signal")
  }

  deinit {
    unlink(extentsPath)
    unlink(signalPath)
  }

  /// What is known now.
  var current: State { state.withLock { $0 } }

  /// Nobody wants the rest.
  func cancel() { cancelled.store(true, ordering: .relaxed) }

  // MARK: Reading the recording

  /// Opens the recording, and learns what it is.
  ///
  /// - Returns: why it cannot be read; nil where it can.
  func open(_ path: String, _ options: DecodingOptions) -> PromptError? {
    do throws(PromptError) {
      let recording = try PromptError.wrapping { () throws(AudioFileError) in
        try Recording(InputFile(path: path), options, isCancelled: isCancelled)
      }
      let format = recording.format
      let frames = recording.integrity.frameCount ?? recording.decoder.frameCount
      state.withLock {
        $0.format = format
        // A header may promise anything.
        $0.duration = frames.map {
          min(Edit.times.upperBound, max(0, Double($0) / Double(format.sampleRate)))
        }
      }
      return nil
    } catch {
      state.withLock { $0.isComplete = true }
      return error
    }
  }

  /// Whether nobody wants the rest.
  @Sendable func isCancelled() -> Bool { cancelled.load(ordering: .relaxed) }

  /// Listens to the whole recording.
  ///
  /// What cannot be heard is silent here: its prompt is judged elsewhere.
  func scan(_ path: String, _ options: DecodingOptions) {
    defer { state.withLock { $0.isComplete = true } }
    do {
      let recording = try Recording(InputFile(path: path), options, isCancelled: isCancelled)
      let format = recording.format
      let collector = try Collector(self)
      var chain = try SignalChain(
        channelCount: format.channelCount, inputRate: format.sampleRate,
        outputRate: Self.sampleRate, stages: [collector], encoding: nil, store: Nowhere())
      let frameLimit = max(1, 16_384 / format.channelCount)
      var frames = 0
      while !isCancelled() {
        let block = recording.decoder.read(frameLimit: frameLimit)
        if block.count == 0 { break }
        frames += block.count / format.channelCount
        try chain.process(block)
      }
      try chain.finish()
      collector.end()
      let duration = Double(frames) / Double(format.sampleRate)
      let speech = collector.curve.speech
      state.withLock {
        $0.duration = duration
        $0.speech = speech
      }
    } catch {
      return
    }
  }

  /// Keeps what goes by.
  private final class Collector: SignalStage {
    private let shape: RecordingShape
    private let extents: FileDescriptor
    private let signal: FileDescriptor
    var curve = LevelCurve(sampleRate: RecordingShape.sampleRate)
    private var waiting: [Float] = []
    private var written = 0

    init(_ shape: RecordingShape) throws(Errno) {
      self.shape = shape
      extents = try SessionFolder.create(shape.extentsPath)
      signal = try SessionFolder.create(shape.signalPath)
    }

    deinit {
      FileSystem.close(extents)
      FileSystem.close(signal)
    }

    func process(_ block: inout [Float]) {
      waiting += block
      block.removeAll(keepingCapacity: true)
      // Some tenths of a second at a time, whole steps.
      if waiting.count >= 4096 { write(waiting.count / RecordingShape.step * RecordingShape.step) }
    }

    func end() { write(waiting.count) }

    private func write(_ count: Int) {
      guard count > 0 else { return }
      let samples = Array(waiting[..<count])
      waiting.removeFirst(count)
      curve.add(samples)
      var bytes: [UInt8] = []
      LinearPCM.encode(samples, into: &bytes)
      var waveform = Waveform(samplesPerExtent: RecordingShape.step)
      waveform.add(samples)
      let pairs = waveform.extents.flatMap { [Self.byte($0.lowest), Self.byte($0.highest)] }
      // A disk that is full makes for a picture that ends.
      guard (try? FileSystem.write(bytes, to: signal)) != nil,
        (try? FileSystem.write(pairs, to: extents)) != nil
      else { return shape.cancel() }
      written += count
      let end = written
      shape.state.withLock { $0.sampleCount = end }
    }

    private static func byte(_ sample: Float) -> UInt8 {
      UInt8(bitPattern: Int8(max(-128, min(127, (sample * 128).rounded()))))
    }
  }

  // MARK: What it gives

  /// The samples of a part, as far as there are any.
  func samples(_ range: Range<Int>) -> [Int16] {
    let range = range.clamped(to: 0..<current.sampleCount)
    return LinearPCM.decode(read(signalPath, at: 2 * range.lowerBound, count: 2 * range.count))
  }

  private func read(_ path: String, at offset: Int, count: Int) -> [UInt8] {
    // No file is there where nothing was heard yet.
    guard count > 0, let file = try? InputFile(path: path, allowsEmpty: true) else { return [] }
    return (try? file.bytes(at: offset, count: count)) ?? []
  }

  /// The lowest and highest of each column of a picture, as 8-bit numbers.
  ///
  /// - Parameters:
  ///   - range: samples that the picture shows.
  ///   - columns: at least 1.
  func columns(_ range: Range<Int>, columns: Int) -> (lowest: [UInt8], highest: [UInt8]) {
    let usesSteps = range.count / columns >= 2 * Self.step
    let unit = usesSteps ? Self.step : 1
    let first = range.lowerBound / unit
    let count = max(0, min(range.upperBound, current.sampleCount) / unit - first)
    let lowest: (Int) -> Int8
    let highest: (Int) -> Int8
    let available: Int
    if usesSteps {
      let bytes = read(extentsPath, at: 2 * first, count: 2 * count)
      available = bytes.count / 2
      lowest = { Int8(bitPattern: bytes[2 * $0]) }
      highest = { Int8(bitPattern: bytes[2 * $0 + 1]) }
    } else {
      let samples = samples(range)
      available = samples.count
      lowest = { Int8(samples[$0] >> 8) }
      highest = lowest
    }
    var (low, high): ([UInt8], [UInt8]) = ([], [])
    let width = Double(range.count) / Double(unit) / Double(columns)
    for column in 0..<columns {
      let start = Int(Double(column) * width)
      let end = max(start + 1, Int(Double(column + 1) * width))
      guard start < available else { break }
      var (least, most) = (Int8.max, Int8.min)
      for index in start..<min(end, available) {
        least = min(least, lowest(index))
        most = max(most, highest(index))
      }
      low.append(UInt8(bitPattern: least))
      high.append(UInt8(bitPattern: most))
    }
    return (low, high)
  }
}
