import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PauseSplitTests {
  /// Noise as loud as speech, with silence of these lengths at these seconds.
  private func recording(
    seconds: Double, pauses: [(at: Double, length: Double)], background: Float = 0
  ) -> [UInt8] {
    var samples = Signal.noise(frames: Int(seconds * 8000), seed: 3).map { $0 * 0.2 }
    for pause in pauses {
      for index in Int(pause.at * 8000)..<Int((pause.at + pause.length) * 8000) {
        samples[index] *= background
      }
    }
    var codes: [UInt8] = []
    ALaw.encode(samples, into: &codes)
    return codes
  }

  private func split(_ codes: [UInt8], capacity: Int) throws(PauseSplit.Failure) -> [Range<Int>] {
    try PauseSplit(codes, PlatformProfile.standard.format, capacity: capacity, maximumParts: 5)
      .parts
  }

  private func cuts(_ codes: [UInt8], capacity: Double) throws -> [Double] {
    try split(codes, capacity: Int(capacity * 8000)).dropFirst().map {
      (Double($0.lowerBound) / 80).rounded() / 100
    }
  }

  @Test func cutsAreInTheMiddleOfTheLongestPauses() throws {
    let codes = recording(seconds: 10, pauses: [(2, 0.4), (4, 1), (5.5, 0.3), (8, 0.8)])
    #expect(try cuts(codes, capacity: 6) == [4.5])
    // The longest alone is not enough where parts are shorter.
    #expect(try cuts(codes, capacity: 4.6) == [4.5, 8.4])
  }

  @Test func longPausesWinOverFewParts() throws {
    let codes = recording(seconds: 10, pauses: [(2, 1), (5, 0.2), (7.5, 1)])
    #expect(try cuts(codes, capacity: 6) == [2.5, 8])
  }

  @Test func partsHaveEveryCodeOnceAndFit() throws {
    let pauses = (1..<30).map { (at: Double($0), length: Double($0 % 4 + 1) * 0.11) }
    let codes = recording(seconds: 30, pauses: pauses, background: 0.02)
    for capacity in [6.5, 8, 11, 29.5] {
      let parts = try split(codes, capacity: Int(capacity * 8000))
      #expect(parts.flatMap { codes[$0] } == codes)
      #expect(parts.allSatisfy { $0.count <= Int(capacity * 8000) && !$0.isEmpty })
      #expect((2...5).contains(parts.count))
    }
  }

  @Test func pausesAreToldFromTheirBackground() throws {
    // 20 dB below the speech.
    let codes = recording(seconds: 10, pauses: [(4, 1)], background: 0.1)
    #expect(try cuts(codes, capacity: 6) == [4.5])
  }

  @Test func aRecordingThatFitsIsOnePart() throws {
    let codes = recording(seconds: 2, pauses: [(1, 0.5)])
    #expect(try split(codes, capacity: 16_000) == [0..<16_000])
  }

  @Test func soundWithoutPausesIsNotCut() {
    let codes = recording(seconds: 10, pauses: [(4, 0.05)])
    #expect(throws: PauseSplit.Failure(gap: 0..<48_000)) {
      try split(codes, capacity: 48_000)
    }
  }

  @Test func moreThanFivePartsAreRefused() {
    let pauses = (1..<12).map { (at: Double($0), length: 0.3) }
    let codes = recording(seconds: 12, pauses: pauses)
    #expect(throws: PauseSplit.Failure(gap: nil)) { try split(codes, capacity: 2 * 8000) }
  }

  @Test func aRarePauseIsFoundAmongMuchSound() throws {
    let codes = recording(seconds: 100, pauses: [(60, 0.5)])
    #expect(try cuts(codes, capacity: 61) == [60.25])
  }

  @Test func aShortSoundIsFoundAmongMuchSilence() throws {
    let codes = recording(seconds: 20, pauses: [(0, 9.5), (10.5, 9.5)])
    #expect(try cuts(codes, capacity: 16) == [15.25])
  }
}
