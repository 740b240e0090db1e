import AudioFiles
import Foundation
import Synchronization
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptConverterTests {
  private let folder = TemporaryFolder()

  private func codes(
    _ source: [UInt8], _ options: ConversionOptions = ConversionOptions()
  ) throws -> [UInt8] {
    let path = try folder.write(source, to: "source.wav")
    var options = options
    options.replacesExisting = true
    try PromptConverter(options).convert(path, to: folder("out/prompt.wav"))
    return Array(try folder.read("out/prompt.wav").dropFirst(58))
  }

  private func reason(
    _ source: [UInt8], _ options: ConversionOptions = ConversionOptions()
  ) throws -> PromptError.Context? {
    do {
      _ = try codes(source, options)
      return nil
    } catch let error as PromptError {
      #expect(folder.files() == ["source.wav"])
      return error.context
    }
  }

  @Test func eightKilohertzSixteenBitBecomesExactlyItsCodes() throws {
    let samples = (0..<10_000).map { Int16(truncatingIfNeeded: $0 &* 7919) }
    #expect(try codes(SoundFixture.wav(samples)) == ALaw.encode(samples))
  }

  @Test func anALawSourceKeepsItsCodes() throws {
    let all = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
    let source = SoundFixture.wav(formatTag: 6, bits: 8, rate: 8000, data: all)
    #expect(try codes(source) == all)
  }

  @Test func theFileIsHeaderCodesAndPadByte() throws {
    let path = try folder.write(SoundFixture.wav([0, 0, 0]), to: "source.wav")
    try PromptConverter(ConversionOptions()).convert(path, to: folder("prompt.wav"))
    #expect(try folder.read("prompt.wav") == PromptFixture.file([0xD5, 0xD5, 0xD5]))
  }

  @Test(arguments: [11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
  func aToneInGivesTheToneOut(_ rate: Int) throws {
    // No divisors of the sample rate, so that the quantisation errors average out.
    for frequency in [103.0, 441, 997, 1999, 3001, 3397] {
      let tone = Signal.sine(frequency, rate: rate, frames: rate)
      let source = SoundFixture.wav(tone.map { Int16($0 * 32767) }, rate: rate)
      let samples = ALaw.decode(try codes(source)).map { Float($0) / 32768 }
      #expect(samples.count == 8000)
      let found = Signal.tone(frequency, in: Array(samples[500..<7500]), rate: 8000)
      #expect(abs(found.amplitude / 0.5 - 1) < 0.0115, "\(frequency) Hz")  // 0.1 dB
      // A-law at this level has an SNR of about 38 dB (G.711).
      #expect(found.residue < 0.5 / 2.0.squareRoot() / 50, "\(frequency) Hz")
    }
  }

  @Test func theForecastIsExact() throws {
    for (rate, frames) in [(44_100, 44_100), (44_100, 12_345), (22_050, 1), (48_000, 4801)] {
      let samples = [Int16](repeating: 1000, count: frames)
      let path = try folder.write(SoundFixture.wav(samples, rate: rate), to: "source.wav")
      let report = try RecordingReport(path)
      try PromptConverter(ConversionOptions()).convert(path, to: folder("\(rate)-\(frames).wav"))
      #expect(try folder.read("\(rate)-\(frames).wav").count == report.forecast.size.bytes)
    }
  }

  @Test func aSourceOverTheLimitFailsWithTheNumbers() throws {
    var options = ConversionOptions()
    options.maximumSize = ByteSize(8058)
    let second = [Int16](repeating: 1, count: 8000)
    #expect(try reason(SoundFixture.wav(second), options) == nil)
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav(second + [1]), options)
        == .tooLarge(
          ByteSize(8060), limit: ByteSize(8058), duration: 8001.0 / 8000, limitReachedAt: 1))
  }

  @Test func aSourceOfUnknownLengthStopsAtTheLimit() throws {
    var options = ConversionOptions()
    options.maximumSize = ByteSize(8058)
    options.allowsTruncated = true
    #expect(
      try reasonInEmptyFolder(
        SoundFixture.wav([Int16](repeating: 1, count: 20_000)), options)
        == .tooLarge(nil, limit: ByteSize(8058), duration: nil, limitReachedAt: 1))
  }

  @Test func aRecordingThatChangesMeanwhileFails() throws {
    let sound = SoundFixture.wav([Int16](repeating: 1, count: 100_000))
    let path = try folder.write(sound, to: "a.wav")
    let folder = folder
    let changes = Mutex<Int>(0)
    let progress = WorkProgress {
      // Asked before each block; before the second one, somebody writes into the file.
      let count = changes.withLock { count in
        count += 1
        return count
      }
      if count == 2 {
        let file = FileHandle(forUpdatingAtPath: path)
        file?.seekToEndOfFile()
        file?.write(Data([0, 0]))
        file?.closeFile()
      }
      return false
    }
    #expect(throws: PromptError(path, .changedMeanwhile)) {
      try PromptConverter().convert(path, to: folder("out.wav"), progress: progress)
    }
    #expect(folder.files() == ["a.wav"])
  }

  @Test func aDryRunFindsWhatWritingWould() throws {
    let path = try folder.write(SoundFixture.wav([Int16](repeating: 1, count: 8000)), to: "a.wav")
    var options = ConversionOptions()
    // Less than a sample.
    options.duration = 0.00001
    let converter = PromptConverter(options)
    let real = #expect(throws: PromptError.self) {
      try converter.convert(path, to: folder("out.wav"))
    }
    let dry = #expect(throws: PromptError.self) { try converter.dryRun(path) }
    #expect(real?.code.id == "rejected")
    #expect(dry?.code.id == "rejected")
    let name = try folder.write(SoundFixture.wav([1, 2, 3]), to: "等待音 1.wav")
    #expect(try PromptConverter().dryRun(name).frameCount == 3)
  }

  @Test func absurdSourcesFailClearly() throws {
    #expect(try reasonInEmptyFolder(SoundFixture.wav([])) == .noAudio)
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav([1, 2], rate: 900_000))
        == .signal(.unsupportedSampleRate(900_000)))
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav(float: [0, .nan, 0], rate: 8000)) == .invalidSamples)
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav(float: [0, .infinity], rate: 44_100))
        == .invalidSamples)
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav(float: [0, 32767], rate: 8000))
        == .wrongScale(peakDecibels: SignalLevel.decibels(32767)))
    // 24 dB: MP3 is known to reach 18.
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav(float: [0, 16.1], rate: 8000))
        == .wrongScale(peakDecibels: SignalLevel.decibels(Double(Float(16.1)))))
    let loud = SoundFixture.wav(float: [0, 15.9], rate: 8000)
    #expect(
      try PromptConverter().convert(loud, named: "loud.wav").conversion.findings.map(\.rule)
        == ["clipped", "level", "dc-offset"])
  }

  @Test func aMissingChannelIsRefused() throws {
    var options = ConversionOptions()
    options.channel = .channel(3)
    #expect(
      try reasonInEmptyFolder(SoundFixture.wav([1, 2], channels: 2), options)
        == .signal(.noSuchChannel(3, channelCount: 2)))
  }

  @Test func whatTheRulesRejectGetsNoName() throws {
    let path = try folder.write(SoundFixture.wav([1, 2]), to: "source.wav")
    do {
      try PromptConverter(ConversionOptions()).convert(path, to: folder("wait voice.wav"))
      Issue.record("it was written")
    } catch {
      #expect(error.code.id == "rejected")
      #expect(
        error.message.english.contains("only 0-9 A-Z a-z - _ . @ are allowed [name-characters]"))
    }
    #expect(folder.files() == ["source.wav"])
  }

  @Test func whatIsCutIsRefusedUnlessAllowed() throws {
    let half = Array(SoundFixture.wav([Int16](repeating: 9, count: 8000)).prefix(44 + 8000))
    let damage = Damage.cutShort(promised: 1, present: 0.5)
    #expect(try reasonInEmptyFolder(half) == .damaged(damage))
    var options = ConversionOptions()
    options.allowsTruncated = true
    let path = try folder.write(half, to: "half.wav")
    let conversion = try PromptConverter(options).dryRun(path)
    #expect(conversion.frameCount == 4000)
    #expect(conversion.findings.map(\.rule) == ["truncated", "silence"])
  }

  // MARK: What is heard

  /// Rule, severity and message of each finding in the prompt of a recording.
  private func heard(_ samples: [Float]) throws -> [String] {
    let bytes = SoundFixture.wav(float: samples, rate: 8000)
    return try PromptConverter().convert(bytes, named: "a.wav").conversion.findings
      .map { "\($0.severity.rawValue) \($0.rule): \($0.message)" }
  }

  /// As loud as speech, and as much above zero as below.
  private let speech = Signal.noise(frames: 4000, amplitude: 0.2).flatMap { [$0, -$0] }

  @Test func aPromptThatSoundsAsItShouldHasNoFindings() throws {
    #expect(try heard(speech) == [])
  }

  @Test func whatIsTooQuietOrTooLoudIsTold() throws {
    let silent = [Float](repeating: 0, count: 8000)
    #expect(
      try heard(silent) == ["note silence: the prompt is silent from beginning to end"])
    #expect(
      try heard(speech.map { 0.1 * $0 }) == ["note level: the RMS level is -38.7 dB, too quiet"])
    #expect(try heard(speech.map { 4 * $0 }) == ["note level: the RMS level is -6.7 dB, too loud"])
  }

  @Test func silenceAtTheEndsAndOffsetsAreTold() throws {
    let silence = [Float](repeating: 0, count: 48_000)
    #expect(
      try heard(silence + speech + silence) == [
        "note leading-silence: it begins with 6.00 s of silence",
        "note trailing-silence: it ends with 6.00 s of silence",
      ])
    #expect(
      try heard(speech.map { $0 + 0.1 }) == [
        "warning dc-offset: the DC offset is 10.0 % of full scale"
      ])
  }

  @Test func whatWasToldByItsCauseIsNotToldTwice() throws {
    let clipped = try heard(speech.map { 20 * $0 })
    #expect(clipped.map { $0.prefix { $0 != ":" } } == ["warning clipped", "note level"])
    let cancelling = SoundFixture.wav(
      float: speech.flatMap { [$0, -$0] }, rate: 8000, channels: 2)
    #expect(
      try PromptConverter().convert(cancelling, named: "a.wav").conversion.findings.map(\.rule)
        == ["channels-cancel"])
  }

  // MARK: In memory

  @Test(arguments: SoundFixture.supported([.wav16, .wavFloat, .flac, .vorbis, .opus, .mp3]))
  func bytesInMemoryGiveTheBytesThatAFileGives(_ format: SoundFixture.Format) throws {
    let name = "source." + format.nameExtension
    try SoundFixture.write(
      Signal.noise(frames: 96_000, amplitude: 0.3), rate: 48_000, channels: 2, as: format,
      to: folder(name))
    let written = try PromptConverter().convert(folder(name), to: folder("prompt.wav"))
    let bytes = try folder.read(name)
    let (file, conversion) = try PromptConverter().convert(bytes, named: name)
    #expect(file == (try folder.read("prompt.wav")))
    #expect(conversion == written)
    #expect(try PromptConverter().convert(bytes.span, named: name).file == file)
  }

  @Test func whatFailsInMemoryIsCalledByItsName() {
    #expect(throws: PromptError("a.wav", .file(.empty))) {
      try PromptConverter().convert([], named: "a.wav")
    }
    #expect(throws: PromptError("b.wav", .file(.notAudio(Text(english: "a text file"))))) {
      try PromptConverter().convert(Array("hello\n".utf8), named: "b.wav")
    }
  }

  @Test func headerlessALawKeepsItsCodes() throws {
    let all = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
    let path = try folder.write(all, to: "source.alaw")
    let conversion = try PromptConverter().convert(path, to: folder("prompt.wav"))
    #expect(try folder.read("prompt.wav") == PromptFixture.file(all))
    #expect(conversion.findings.map(\.rule) == ["unchecked", "level"])
    #expect(try PromptConverter().convert(all, named: "a.al").file == PromptFixture.file(all))
    let text = try folder.write("no sound\n", to: "text.alaw")
    #expect(throws: PromptError(text, .file(.notAudio(Text(english: "a text file"))))) {
      try PromptConverter().dryRun(text)
    }
  }

  /// The reason, and nothing but the source left behind.
  private func reasonInEmptyFolder(
    _ source: [UInt8], _ options: ConversionOptions = ConversionOptions()
  ) throws -> PromptError.Context? {
    for file in folder.files() where file != "source.wav" {
      try TemporaryFolder.remove(folder(file))
    }
    return try reason(source, options)
  }
}
