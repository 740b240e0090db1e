import TestSupport
import Testing

@testable import AudioFiles

@Suite struct IntegrityCheckTests {
  private let folder = TemporaryFolder()
  private static let second = Signal.noise(frames: 48_000)

  private func recording(_ format: SoundFixture.Format) throws -> [UInt8] {
    let name = "whole." + format.nameExtension
    try SoundFixture.write(Self.second, rate: 48_000, as: format, to: folder(name))
    return try folder.read(name)
  }

  private func damage(_ bytes: [UInt8], _ format: SoundFixture.Format) throws -> Damage? {
    let path = try folder.write(bytes, to: "test." + format.nameExtension)
    return try damage(path)
  }

  private func check(_ path: String) throws -> IntegrityCheck {
    let file = try InputFile(path: path)
    let decoder = try AudioDecoding.decoder(for: file)
    return try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
  }

  /// What is wrong with a file, after decoding all of it.
  private func damage(_ path: String) throws -> Damage? {
    let file = try InputFile(path: path)
    let decoder = try AudioDecoding.decoder(for: file)
    let check = try IntegrityCheck(file, format: decoder.format, frameCount: decoder.frameCount)
    let samples = decoder.samples()
    return check.damage(
      decoded: samples.count / decoder.format.channelCount, decoderFailed: decoder.hasFailed)
  }

  @Test(arguments: SoundFixture.supported())
  func aWholeRecordingHasNoDamage(_ format: SoundFixture.Format) throws {
    #expect(try damage(recording(format), format) == nil)
  }

  @Test(arguments: [.wav16, .aiff, .au, .w64, .rf64] as [SoundFixture.Format])
  func aDataChunkThatPromisesMoreIsNoticed(_ format: SoundFixture.Format) throws {
    let whole = try recording(format)
    let half = Array(whole.prefix(whole.count / 2))
    let found = try damage(half, format)
    guard case .cutShort(let promised, let present)? = found else {
      Issue.record("\(format): \(String(describing: found))")
      return
    }
    #expect(abs(promised - 1) < 0.01)
    #expect(abs(present - 0.5) < 0.01)
  }

  @Test(arguments: SoundFixture.supported([.flac, .vorbis, .opus, .mp3]))
  func aStreamThatBreaksOffIsNoticed(_ format: SoundFixture.Format) throws {
    let whole = try recording(format)
    for share in [0.5, 0.75, 0.97] {
      let part = Array(whole.prefix(Int(Double(whole.count) * share)))
      do {
        #expect(try damage(part, format) != nil, "\(share)")
      } catch let error as AudioFileError {
        // libsndfile does not open an Opus stream without its end.
        #expect(
          error.reason == .undecodable(format: "Opus", detail: Text(english: "its end is missing")),
          "\(share)")
      }
    }
  }

  @Test(arguments: SoundFixture.supported([.flac, .vorbis, .mp3]))
  func wrongBytesInTheMiddleAreNoticed(_ format: SoundFixture.Format) throws {
    var bytes = try recording(format)
    let middle = bytes.count * 2 / 3
    for index in middle..<middle + 1500 { bytes[index] = UInt8(truncatingIfNeeded: index * 7) }
    #expect(try damage(bytes, format) != nil)
  }

  @Test func aMissingPadByteIsNoDamage() throws {
    let bytes = SoundFixture.wav(formatTag: 6, bits: 8, rate: 8000, data: [0xD5, 0xD5, 0xD5])
    #expect(bytes.count % 2 == 1)
    #expect(try damage(bytes, .wavALaw) == nil)
  }

  @Test(arguments: [0xFFFF_FFFF, 0xFFFF_FFDB, 0x7FFF_F000] as [UInt32])
  func aHeaderThatWasNeverFinishedIsNoDamage(_ size: UInt32) throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 1000))
    bytes.replaceSubrange(40..<44, with: RIFFFixture.number(size))
    let path = try folder.write(bytes, to: "open.wav")
    let check = try check(path)
    #expect(check.frameCount == 1000)
    #expect(check.isUnfinished)
    #expect(try damage(path) == nil)
  }

  @Test func aHeaderThatDeniesItsAudioIsDamage() throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 1000))
    bytes.replaceSubrange(40..<44, with: [0, 0, 0, 0])
    #expect(try damage(bytes, .wav16) == .unfinished(counted: 0, following: 2000))
    // A chunk after an empty data chunk is no audio.
    let empty = SoundFixture.wav([]) + RIFFFixture.chunk("LIST", Array("INFO".utf8))
    #expect(try damage(empty, .wav16) == nil)
  }

  @Test func aHeaderThatCountsTooLittleIsDamage() throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 8000))
    bytes.replaceSubrange(40..<44, with: RIFFFixture.number(UInt32(4000)))
    #expect(try damage(bytes, .wav16) == .unfinished(counted: 4000, following: 12_000))
    // A few bytes after the end are what some programs leave.
    #expect(try damage(SoundFixture.wav([1, 2]) + [1, 2, 3, 4, 5, 6, 7, 8, 9], .wav16) == nil)
  }

  @Test func anyWrongBitInAFLACIsNoticed() throws {
    let whole = try recording(.flac)
    for index in stride(from: 200, to: whole.count, by: whole.count / 40) {
      var bytes = whole
      bytes[index] ^= 1
      #expect(try damage(bytes, .flac) != nil, "byte \(index)")
    }
  }

  @Test(arguments: SoundFixture.supported([.flac, .vorbis, .opus]))
  func recordingsThatAreJoinedAreNotTakenForTheFirst(_ format: SoundFixture.Format) throws {
    let one = try recording(format)
    guard case .joined(let seconds)? = try damage(one + one, format) else {
      Issue.record("not joined")
      return
    }
    #expect(abs(seconds - 1) < 0.1)
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func anMP3ThatIsJoinedIsNotTakenForTheFirst() throws {
    let one = try recording(.mp3)
    let path = try folder.write(one + one, to: "joined.mp3")
    do {
      // Its length header counts the first one only.
      _ = try check(path)
      Issue.record("taken for the first")
    } catch let error as AudioFileError {
      #expect(
        error.reason
          == .unsupportedFormat(
            Text(english: "MP3 whose length header is missing or wrong"), ffmpegOptions: ""))
    }
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func aDecoderMaySwallowFourMPEGFramesAndNoMore() throws {
    _ = try recording(.mp3)
    let check = try check(folder("whole.mp3"))
    let frames = try #require(check.frameCount)
    #expect(check.damage(decoded: frames - 4 * 1152, decoderFailed: false) == nil)
    #expect(check.damage(decoded: frames - 4 * 1152 - 1, decoderFailed: false) != nil)
  }

  @Test func headerlessGSMHasFramesOf33Bytes() throws {
    let frame = [0xD8] + [UInt8](repeating: 0x20, count: 32)
    let whole = Array(repeating: frame, count: 50).flatMap { $0 }
    let path = try folder.write(whole, to: "a.gsm")
    #expect(try damage(path) == nil)
    let cut = try folder.write(Array(whole.dropLast(5)), to: "b.gsm")
    #expect(try damage(cut) == .breaksOff(after: 49 * 160 / 8000.0))
  }

  @Test(arguments: ["note.gsm", "note.vox"])
  func textIsNoHeaderlessAudio(_ name: String) throws {
    let path = try folder.write(Array("just a text file\n".utf8), to: name)
    #expect(throws: AudioFileError(path, .notAudio(Text(english: "a text file")))) {
      try damage(path)
    }
  }

  @Test func formatsThatCannotBeCheckedSaySo() throws {
    let noise = (0..<8000).map { UInt8(truncatingIfNeeded: $0 &* 25_173 >> 3 | 0x80) }
    let path = try folder.write(noise, to: "a.vox")
    #expect(try check(path).isUnchecked)
    let wav = try folder.write(SoundFixture.wav([1, 2]), to: "a.wav")
    #expect(try !check(wav).isUnchecked)
  }

  @Test func aCAFFileThatIsCutShortIsRefused() throws {
    let whole = try recording(.caf)
    #expect(throws: AudioFileError.self) { try damage(Array(whole.prefix(whole.count / 2)), .caf) }
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func tagsAtTheEndOfAnMP3AreNoDamage() throws {
    let tag = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    #expect(try damage(recording(.mp3) + tag, .mp3) == nil)
    #expect(try damage(recording(.mp3) + [UInt8](repeating: 0, count: 500) + tag, .mp3) == nil)
  }
}
