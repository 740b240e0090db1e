import TelephonyAudio
import TestSupport
import Testing

@Suite struct DownmixTests {
  private func mono(
    _ interleaved: [Float], channels: Int, _ selection: ChannelSelection = .mix
  ) throws -> [Float] {
    var downmix = try Downmix(channelCount: channels, selection: selection)
    var mono: [Float] = [9, 9]
    downmix.process(interleaved, into: &mono)
    return mono
  }

  @Test func aSingleChannelStaysAsItIs() throws {
    let samples = Signal.noise(frames: 100)
    for selection in [ChannelSelection.mix, .left, .right, .channel(1)] {
      #expect(try mono(samples, channels: 1, selection) == samples)
    }
  }

  @Test func theMixIsTheMeanOfTheChannels() throws {
    #expect(try mono([1, 0, -0.5, 0.25], channels: 2) == [0.5, -0.125])
    #expect(try mono([0.25, 0.5, 0.75, 1], channels: 4) == [0.625])
  }

  @Test(arguments: [1, 2, 3])
  func sixteenBitSamplesAreMixedLikeFloats(_ channels: Int) throws {
    let samples = (0..<channels * 1003).map { Int16(truncatingIfNeeded: $0 &* 7919 &+ $0 / 3) }
    for selection in [ChannelSelection.mix, .left, .right] {
      var exact = try Downmix(channelCount: channels, selection: selection)
      var float = exact
      var fromIntegers: [Float] = []
      var fromFloats: [Float] = []
      exact.process(samples, into: &fromIntegers)
      float.process(samples.map { Float($0) / 32768 }, into: &fromFloats)
      #expect(fromIntegers == fromFloats)
      #expect(exact.loss?.loudestChannel == float.loss?.loudestChannel)
      let difference = (exact.loss?.decibels ?? 0) - (float.loss?.decibels ?? 0)
      #expect(abs(difference) < 1e-4)
    }
  }

  @Test func theLoudestSixteenBitFramesDoNotOverflow() throws {
    var downmix = try Downmix(channelCount: 2)
    var mono: [Float] = []
    downmix.process([Int16](repeating: .min, count: 2 * 1000), into: &mono)
    #expect(mono == [Float](repeating: -1, count: 1000))
    #expect(downmix.loss?.decibels == 0)
  }

  @Test func oneChannelCanBeChosen() throws {
    let frames: [Float] = [1, 2, 3, 4, 5, 6]
    #expect(try mono(frames, channels: 3, .left) == [1, 4])
    #expect(try mono(frames, channels: 3, .right) == [2, 5])
    #expect(try mono(frames, channels: 3, .channel(3)) == [3, 6])
  }

  @Test(arguments: [0, 3, -1])
  func aChannelThatIsNotThereIsRefused(_ number: Int) {
    #expect(throws: TelephonyAudioError.noSuchChannel(number, channelCount: 2)) {
      _ = try Downmix(channelCount: 2, selection: .channel(number))
    }
  }

  @Test func channelsInOppositePhaseAreNoticed() throws {
    var downmix = try Downmix(channelCount: 2)
    var mono: [Float] = []
    downmix.process(Signal.noise(frames: 1000).flatMap { [$0, -$0] }, into: &mono)
    #expect(downmix.loss?.decibels == .infinity)
    #expect(mono.allSatisfy { $0 == 0 })
  }

  @Test func theLossIsMeasuredAgainstTheLoudestChannel() throws {
    var downmix = try Downmix(channelCount: 3)
    var mono: [Float] = []
    downmix.process(Signal.noise(frames: 1000).flatMap { [0, $0, 0] }, into: &mono)
    let loss = try #require(downmix.loss)
    #expect(loss.loudestChannel == 2)
    #expect(abs(loss.decibels - 9.542) < 0.001)  // a third of the amplitude
  }

  @Test func equalChannelsAndSilenceLoseNothing() throws {
    var downmix = try Downmix(channelCount: 2)
    var mono: [Float] = []
    downmix.process([0, 0, 0, 0] as [Float], into: &mono)
    #expect(downmix.loss == nil)
    downmix.process([0.5, 0.5, -0.25, -0.25], into: &mono)
    #expect(downmix.loss?.decibels == 0)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func samplesThatAreNotNumbersAreNoticed(_ sample: Float) throws {
    for channels in 1...2 {
      var downmix = try Downmix(channelCount: channels)
      var mono: [Float] = []
      downmix.process([0, 0.5, 0, 0] as [Float], into: &mono)
      #expect(!downmix.hasInvalidSamples)
      downmix.process([0, sample], into: &mono)
      #expect(downmix.hasInvalidSamples)
    }
  }
}
