import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SoundStagesTests {
  private let speech = Signal.speech(amplitude: 0.05, before: 1, after: 1.5)

  private func converted(
    _ samples: [Float], _ sound: SoundOptions
  ) throws -> (codes: [UInt8], conversion: Conversion) {
    var options = ConversionOptions()
    options.sound = sound
    let (file, conversion) = try PromptConverter(options).convert(
      SoundFixture.wav(float: samples, rate: 8000), named: "a.wav")
    return (Array(file[58..<58 + conversion.frameCount]), conversion)
  }

  private func aLaw(_ samples: [Float]) -> [UInt8] {
    var codes: [UInt8] = []
    _ = SampleEncoding.aLaw.encode(samples, into: &codes)
    return codes
  }

  private func level(_ codes: [UInt8]) -> Double? {
    var meter = SpeechLevelMeter()
    meter.measure(ALaw.decode(codes).map { Float($0) / 32768 })
    return meter.level
  }

  @Test func speechIsCutAndBroughtToTheUsualLevel() throws {
    let (codes, conversion) = try converted(speech, SoundOptions(.speech))
    let sound = try #require(conversion.sound)
    let change = try #require(sound.level)
    #expect(try #require(level(codes)).isNear(-22, 0.1))
    #expect(try #require(change.after).isNear(-22, 0.05))
    #expect(try #require(change.before).isNear(-22 - change.gain, 0.05))
    #expect(change.gain > 5 && change.missing.magnitude < 0.05)
    #expect(sound.trimmedBefore.isNear(0.95, 0.05) && sound.trimmedAfter.isNear(1.4, 0.1))
    #expect(sound.isNoiseShaped)
    #expect(conversion.findings == [])
    let seconds = Double(speech.count) / 8000 - sound.trimmedBefore - sound.trimmedAfter
    #expect(conversion.duration.isNear(seconds, 0.001))
  }

  @Test func musicKeepsItsQuietEnds() throws {
    let (codes, conversion) = try converted(speech, SoundOptions(.music))
    #expect(conversion.frameCount == speech.count)
    #expect(conversion.sound?.isNoiseShaped == false)
    #expect(try #require(level(codes)).isNear(-22, 0.1))
  }

  @Test func untouchedSoundIsNotEvenLookedAt() throws {
    let (codes, conversion) = try converted(speech, SoundOptions())
    #expect(conversion.sound == nil)
    #expect(codes == aLaw(speech))
  }

  @Test func aGainIsWhatWasAskedFor() throws {
    var sound = SoundOptions()
    sound.level = .gain(6)
    let conversion = try converted(speech, sound).conversion
    let change = try #require(conversion.sound?.level)
    #expect(change.gain == 6)
    #expect((try #require(change.after) - (try #require(change.before))).isNear(6, 0.1))
  }

  @Test func fadesBeginAndEndInSilence() throws {
    let steady = Signal.noise(frames: 16_000)
    var sound = SoundOptions()
    sound.fadeIn = 0.5
    sound.fadeOut = 1
    let codes = try converted(steady, sound).codes
    let samples = ALaw.decode(codes).map { Float($0) / 32768 }
    #expect(samples[..<100].allSatisfy { $0.magnitude < 0.001 })
    #expect(samples[15_900...].allSatisfy { $0.magnitude < 0.001 })
    #expect(Array(codes[4000..<8000]) == aLaw(Array(steady[4000..<8000])))
  }

  @Test func withoutSpeechTheLevelStaysAndThatIsSaid() throws {
    let faint = Signal.noise(frames: 8000, amplitude: 0.0001)
    var sound = SoundOptions()
    sound.level = .target(-22)
    // A click that is no silence, and no speech.
    let samples = faint + [0.5] + faint
    let (codes, conversion) = try converted(samples, sound)
    #expect(codes == aLaw(samples))
    #expect(conversion.findings.map(\.rule).contains("no-speech"))
    #expect(conversion.sound?.level?.after == nil)
  }

  @Test func aLevelOutOfReachIsApproachedAndSaid() throws {
    var samples = Signal.speech(amplitude: 0.02)
    samples[2000] = 0.9
    let (codes, conversion) = try converted(samples, SoundOptions(.speech))
    let change = try #require(conversion.sound?.level)
    let finding = try #require(conversion.findings.first { $0.rule == "level-missed" })
    #expect(change.missing > 1)
    #expect(change.limited.isNear(6, 0.1))
    #expect("\(finding.message)".contains("dB less than was asked for"))
    let peak = ALaw.decode(codes).map(\.magnitude).max() ?? 0
    // -0.9 dB of full scale.
    #expect(peak <= 29_542)
  }

  @Test func digitalSilenceStaysSilent() throws {
    let (codes, conversion) = try converted(
      [Float](repeating: 0, count: 8000), SoundOptions(.speech))
    #expect(codes == [UInt8](repeating: 0xD5, count: 8000))
    #expect(conversion.findings.map(\.rule) == ["silence"])
  }

  @Test func silenceAroundMusicIsCutWhereThatIsAskedFor() throws {
    let tone = Signal.sine(440, rate: 8000, frames: 800, amplitude: 0.3)
    let silence = [Float](repeating: 0, count: 8000)
    var sound = SoundOptions(.music)
    sound.trim = .on
    let conversion = try converted(silence + tone + silence, sound).conversion
    #expect(conversion.duration < 0.5)
  }
}

extension Double {
  fileprivate func isNear(_ other: Double, _ tolerance: Double) -> Bool {
    (self - other).magnitude <= tolerance
  }
}
