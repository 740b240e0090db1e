import TelephonyAudio
import TestSupport
import Testing

@Suite struct SignalChainTests {
  /// Frames of a block; the last is more than any recording here has.
  private static let cuts = [1, 997, 4096, 100_000]

  private struct Result: Equatable {
    var codes: [UInt8] = []
    var clippedCount = 0
    var sampleCount = 0
    var peak: Float = 0
  }

  private func result(
    of recording: SampleBlock, channels: Int = 1, rate: Int = 8000, cut: Int = 4096,
    selection: ChannelSelection = .mix, stages: [any SignalStage] = [],
    store: any SampleStore = MemoryStore()
  ) throws -> Result {
    var chain = try SignalChain(
      channelCount: channels, selection: selection, inputRate: rate, stages: stages, store: store)
    let frames = recording.count / channels
    for start in stride(from: 0, to: frames, by: cut) {
      try chain.process(
        recording.frames(start..<min(start + cut, frames), channelCount: channels))
    }
    try chain.finish()
    return result(of: chain)
  }

  private func result(ofHeld signal: [Float], stages: [any SignalStage] = []) throws -> Result {
    var chain = try SignalChain(held: MemoryStore(signal), stages: stages)
    try chain.finish()
    return result(of: chain)
  }

  private func result(of chain: borrowing SignalChain) -> Result {
    Result(
      codes: chain.codes, clippedCount: chain.clippedCount, sampleCount: chain.sampleCount,
      peak: chain.peak)
  }

  private func resampled(
    _ recording: SampleBlock, channels: Int, rate: Int
  ) throws -> [Float] {
    var downmix = try Downmix(channelCount: channels)
    var resampler = try Resampler(inputRate: rate)
    var mono: [Float] = []
    var output: [Float] = []
    switch recording {
    case .sixteenBit(let samples): downmix.process(samples, into: &mono)
    case .float(let samples): downmix.process(samples, into: &mono)
    }
    try resampler.process(mono, into: &output)
    try resampler.finish(into: &output)
    return output
  }

  private func encoded(_ signal: [Float]) -> [UInt8] {
    var codes: [UInt8] = []
    ALaw.encode(signal, into: &codes)
    return codes
  }

  private func recordings(channels: Int) -> [SampleBlock] {
    let noise = Signal.noise(frames: 6007 * channels, amplitude: 1.1)
    return [
      .float(noise),
      .sixteenBit(noise.map { Int16(max(-32768, min(32767, ($0 * 32768).rounded()))) }),
    ]
  }

  // MARK: Straight through

  @Test(arguments: [1, 2, 3], [8000, 11_025, 44_100, 48_000, 44_056, 4000])
  func theCodesAreThoseOfItsPartsHoweverTheRecordingIsCut(
    _ channels: Int, _ rate: Int
  ) throws {
    for recording in recordings(channels: channels) {
      let signal = try resampled(recording, channels: channels, rate: rate)
      var expected = Result(sampleCount: signal.count, peak: SignalLevel.peak(of: signal))
      expected.clippedCount = ALaw.encode(signal, into: &expected.codes)
      for cut in Self.cuts {
        let result = try result(of: recording, channels: channels, rate: rate, cut: cut)
        #expect(result == expected, "\(cut)")
      }
      #expect(try result(ofHeld: signal) == expected)
    }
  }

  @Test func codesComeWithTheirBlocksAndNothingIsHeld() throws {
    let store = MemoryStore()
    var chain = try SignalChain(
      channelCount: 1, inputRate: 8000, stages: [StageFixture.Difference()], store: store)
    #expect(chain.needsWholeSignal == false)
    #expect(chain.canShorten == false)
    try chain.process(.float([0, 0.5, 1.5]))
    #expect(chain.codes == encoded([0, 0.5, 1.25]))
    #expect(chain.clippedCount == 1)
    #expect(chain.sampleCount == 3)
    try chain.finish()
    #expect(chain.codes.count == 3)
    #expect(store.count == 0)
  }

  @Test func thePeakIsThatOfTheResampledSignal() throws {
    let stage = StageFixture.PeakScale(to: 0.25)
    var chain = try SignalChain(channelCount: 1, inputRate: 8000, stages: [stage])
    #expect(chain.peakDecibels == -.infinity)
    try chain.process(.float([0.5, -2, 1]))
    try chain.finish()
    #expect(chain.peak == 2)
    #expect(abs(chain.peakDecibels - 6.02) < 0.01)
    #expect(chain.clippedCount == 0)
    #expect(chain.codes == encoded([0.0625, -0.25, 0.125]))
  }

  @Test func whatTheDownmixNoticesIsKnown() throws {
    var chain = try SignalChain(channelCount: 2, inputRate: 8000)
    try chain.process(.float([0.5, -0.5]))
    #expect(chain.downmix.loss?.decibels == .infinity)
    #expect(chain.downmix.hasInvalidSamples == false)
    try chain.process(.float([0.5, .nan]))
    #expect(chain.downmix.hasInvalidSamples == true)
  }

  @Test func oneChannelCanBeChosen() throws {
    let recording = SampleBlock.float([0.1, 0.2, 0.3, 0.4])
    let result = try result(of: recording, channels: 2, selection: .right)
    #expect(result.codes == encoded([0.2, 0.4]))
  }

  @Test func whatCannotBeConvertedIsRefusedAtOnce() {
    #expect(throws: TelephonyAudioError.unsupportedSampleRate(999)) {
      _ = try SignalChain(channelCount: 1, inputRate: 999)
    }
    #expect(throws: TelephonyAudioError.noSuchChannel(3, channelCount: 2)) {
      _ = try SignalChain(channelCount: 2, selection: .channel(3), inputRate: 8000)
    }
  }

  // MARK: Stages

  /// Orders of stages, each with what it makes of a signal.
  enum Line: CaseIterable {
    case streaming, lookingAhead, scaled, trimmed, inTheMiddle, all

    var stages: [any SignalStage] {
      switch self {
      case .streaming: [StageFixture.Difference()]
      case .lookingAhead: [StageFixture.LookAhead(reach: 41), StageFixture.Difference()]
      case .scaled: [StageFixture.PeakScale(to: 0.7, passCount: 3)]
      case .trimmed: [StageFixture.Trim()]
      case .inTheMiddle:
        [
          StageFixture.Difference(), StageFixture.PeakScale(to: 0.7),
          StageFixture.LookAhead(reach: 41),
        ]
      case .all:
        [
          StageFixture.LookAhead(reach: 3), StageFixture.Trim(), StageFixture.Difference(),
          StageFixture.PeakScale(to: 2, passCount: 2), StageFixture.PeakScale(to: 0.5),
          StageFixture.LookAhead(reach: 100), StageFixture.Difference(),
        ]
      }
    }
  }

  /// Silence, noise, silence; longer than what is read from a store at a time.
  private let signal =
    [Float](repeating: 0, count: 2000) + Signal.noise(frames: 18_000)
    + [Float](repeating: 0, count: 1000)

  @Test(arguments: Line.allCases)
  func stagesGiveTheSameHoweverTheSignalIsCutAndHeld(_ line: Line) throws {
    let expected = encoded(line.stages.reduce(signal) { StageFixture.result(of: $1, on: $0) })
    for cut in [499, 16_384, 100_000] {
      let result = try result(of: .float(signal), cut: cut, stages: line.stages)
      #expect(result.codes == expected, "\(cut)")
      #expect(result.sampleCount == signal.count)
      #expect(result.peak == SignalLevel.peak(of: signal))
    }
    #expect(try result(ofHeld: signal, stages: line.stages).codes == expected)
  }

  @Test(arguments: Line.allCases)
  func aSignalThatOneChainLeavesAnotherEncodes(_ line: Line) throws {
    let recording = recordings(channels: 2)[0]
    let expected = try result(of: recording, channels: 2, rate: 44_100, stages: line.stages)
    for count in 0...line.stages.count {
      let stages = line.stages
      let store = MemoryStore()
      var first = try SignalChain(
        channelCount: 2, inputRate: 44_100, stages: Array(stages.prefix(count)), encoding: nil,
        store: store)
      try first.process(recording)
      try first.finish()
      #expect(first.codes == [])
      var second = try SignalChain(held: store, stages: Array(stages.dropFirst(count)))
      try second.finish()
      #expect(second.codes == expected.codes, "\(count)")
      #expect(first.sampleCount == expected.sampleCount)
    }
  }

  @Test func aTrimmedSignalIsShorterAndTheChainSaysSo() throws {
    var chain = try SignalChain(
      held: MemoryStore(signal), stages: [StageFixture.Trim()])
    #expect(chain.canShorten == true)
    #expect(chain.needsWholeSignal == true)
    try chain.finish()
    #expect(chain.sampleCount == signal.count)
    #expect(chain.codes.count == 18_000)
  }

  @Test func aStageHearsTheSignalAsOftenAsItAsks() throws {
    let stage = StageFixture.PeakScale(to: 1, passCount: 4)
    _ = try result(of: .float(signal), stages: [stage])
    #expect(stage.heardCount == 4 * signal.count)
    #expect(stage.passes == 4)
  }

  @Test func theStoreEndsAsLongAsTheSignal() throws {
    let store = MemoryStore()
    let stages: [any SignalStage] = [StageFixture.Trim(), StageFixture.PeakScale(to: 1)]
    let result = try result(of: .float(signal), stages: stages, store: store)
    #expect(store.count == result.codes.count)
  }

  @Test(arguments: Line.allCases)
  func anEmptySignalHasNoCodes(_ line: Line) throws {
    #expect(try result(of: .float([]), stages: line.stages) == Result())
    #expect(try result(of: .sixteenBit([]), rate: 44_100, stages: line.stages) == Result())
    #expect(try result(ofHeld: [], stages: line.stages) == Result())
  }

  @Test func clippingIsCountedBehindTheStages() throws {
    #expect(try result(ofHeld: [0.5, -1.5, 2, .nan]).clippedCount == 3)
    let loud = StageFixture.PeakScale(to: 4)
    #expect(try result(ofHeld: [0.5, -0.1, 0.25, 0], stages: [loud]).clippedCount == 2)
    let soft = StageFixture.PeakScale(to: 0.5)
    #expect(try result(ofHeld: [0.5, -1.5, 2, 0], stages: [soft]).clippedCount == 0)
  }

  // MARK: A store that fails

  /// Fails from some operation on.
  private final class FailingStore: SampleStore {
    private let memory = MemoryStore()
    private var operationsLeft: Int

    init(operationsLeft: Int) { self.operationsLeft = operationsLeft }

    var count: Int { memory.count }

    func read(_ range: Range<Int>) throws(TelephonyAudioError) -> [Float] {
      try operate()
      return memory.read(range)
    }

    func write(_ samples: [Float], at start: Int) throws(TelephonyAudioError) {
      try operate()
      memory.write(samples, at: start)
    }

    func truncate(to count: Int) throws(TelephonyAudioError) {
      try operate()
      memory.truncate(to: count)
    }

    private func operate() throws(TelephonyAudioError) {
      if operationsLeft == 0 { throw .storeFailed(code: 28) }
      operationsLeft -= 1
    }
  }

  @Test func aStoreThatFailsAtAnyTimeIsAnError() throws {
    let recording = SampleBlock.float(Array(signal.prefix(18_000)))
    func stages() -> [any SignalStage] {
      [StageFixture.Trim(), StageFixture.PeakScale(to: 1, passCount: 2)]
    }
    let expected = try result(of: recording, stages: stages())
    var failures = 0
    while true {
      let store = FailingStore(operationsLeft: failures)
      do {
        #expect(try result(of: recording, stages: stages(), store: store) == expected)
        break
      } catch let error as TelephonyAudioError {
        #expect(error == .storeFailed(code: 28))
        failures += 1
      }
    }
    // Held: five blocks, the end, its length. Trimmed: two blocks read, two written, the end, its
    // length. Scaled: one block, to measure once more and to change.
    #expect(failures == 7 + 6 + 2)
  }
}
