import AudioFiles
import Foundation
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct ConversionNotesTests {
  private let folder = TemporaryFolder()

  private func conversion(
    _ recording: [UInt8], named name: String = "source.wav",
    _ options: ConversionOptions = ConversionOptions()
  ) throws -> Conversion {
    var converter = PromptConverter(options)
    converter.listens = false
    return try converter.dryRun(folder.write(recording, to: name))
  }

  /// Rule and message of each finding.
  private func findings(
    _ recording: [UInt8], named name: String = "source.wav",
    _ options: ConversionOptions = ConversionOptions()
  ) throws -> [String] {
    try conversion(recording, named: name, options).findings.map { "\($0.rule): \($0.message)" }
  }

  @Test func aWholeRecordingHasNoFindings() throws {
    #expect(try findings(SoundFixture.wav([1, 2, 3])) == [])
  }

  @Test func clippedSamplesAreReported() throws {
    let loud = SoundFixture.wav(float: [0, 2, -3, 0.5], rate: 8000)
    #expect(
      try findings(loud) == ["clipped: 2 of 4 samples clipped: the signal peaks at +9.5 dB"])
    #expect(try conversion(loud).findings.map(\.remedy) == [.lowerLevelForCleanPrompt])
  }

  @Test func channelsThatCancelAreReported() throws {
    let silent = SoundFixture.wav((1...1000).flatMap { [Int16($0), -Int16($0)] }, channels: 2)
    #expect(
      try findings(silent)
        == ["channels-cancel: the channels cancel each other: the mix is silent"])
    #expect(try conversion(silent).findings.map(\.remedy) == [.useChannel(1)])
    var options = ConversionOptions()
    options.channel = .left
    #expect(try findings(silent, options) == [])
    let weak = SoundFixture.wav((1...1000).flatMap { [-Int16($0), 3 * Int16($0)] }, channels: 2)
    #expect(
      try findings(weak) == ["channels-cancel: mixing the channels lost 9.5 dB against channel 2"])
    #expect(try conversion(weak).findings.map(\.remedy) == [.keepChannel(2)])
  }

  /// A second channel that takes this much from the mean of both.
  private func mix(losing decibels: Double) -> [UInt8] {
    // The mean of 1 and x against 1 is (1 + x) / 2.
    let other = Float(2 * pow(10, -decibels / 20) - 1)
    return SoundFixture.wav(
      float: Signal.noise(frames: 4000).flatMap { [$0, $0 * other] }, rate: 8000, channels: 2)
  }

  @Test func aLossOfMoreThanSixDecibelsIsReported() throws {
    #expect(try findings(mix(losing: 5.9)) == [])
    #expect(
      try findings(mix(losing: 6.2))
        == ["channels-cancel: mixing the channels lost 6.2 dB against channel 1"])
  }

  @Test func whatIsMissingFromATruncatedRecordingIsReported() throws {
    let half = Array(SoundFixture.wav([Int16](repeating: 9, count: 8000)).prefix(44 + 8000))
    var options = ConversionOptions()
    options.allowsTruncated = true
    #expect(
      try findings(half, options)
        == ["truncated: the last 0.50 s of 1.00 s are missing from the recording"])
  }

  @Test(arguments: [0xFFFF_FFFF, 0xFFFF_FFDB, 0x7FFF_F000] as [UInt32])
  func aHeaderThatWasNeverFinishedIsReported(_ size: UInt32) throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 1000))
    bytes.replaceSubrange(40..<44, with: RIFFFixture.number(size))
    let conversion = try conversion(bytes)
    #expect(conversion.frameCount == 1000)
    #expect(conversion.findings.map(\.rule) == ["unfinished-header"])
  }

  @Test func formatsThatCannotBeCheckedSaySo() throws {
    let noise = (0..<8000).map { UInt8(truncatingIfNeeded: $0 &* 25_173 >> 3 | 0x80) }
    #expect(
      try findings(noise, named: "a.vox").first
        == "unchecked: headerless files do not tell whether their end is there")
  }

  @Test func aPromptPlayedBeforeTheCallShouldBeShort() throws {
    let long = SoundFixture.wav([Int16](repeating: 1, count: 40_001))
    var options = ConversionOptions()
    for (name, warns) in [("preVoice", false), ("preVoiceX", true), ("notifyVoice", false)] {
      options.parameter = PromptParameter.named(name)
      let rules = try conversion(long, options).findings.map(\.rule)
      #expect(rules == (warns ? ["too-long-for-parameter"] : []), "\(name)")
    }
    options.parameter = PromptParameter.named("preVoiceX")
    #expect(try findings(SoundFixture.wav([Int16](repeating: 1, count: 40_000)), options) == [])
  }
}
