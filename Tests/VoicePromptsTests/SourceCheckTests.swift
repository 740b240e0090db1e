import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct SourceCheckTests {
  private let folder: TemporaryFolder
  private static let second = Signal.noise(frames: 48_000)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func recording(_ format: SoundFixture.Format) throws -> [UInt8] {
    let name = "whole." + format.nameExtension
    try SoundFixture.write(Self.second, rate: 48_000, as: format, to: folder(name))
    return try folder.read(name)
  }

  private func damage(_ bytes: [UInt8], _ format: SoundFixture.Format) throws -> Damage? {
    let path = try folder.write(bytes, to: "test." + format.nameExtension)
    return try SourceReport(path).damage
  }

  @Test(arguments: SoundFixture.Format.allCases)
  func aWholeRecordingHasNoDamage(_ format: SoundFixture.Format) throws {
    guard SoundFixture.isSupported(format) else { return }
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

  @Test(arguments: [.flac, .vorbis, .opus, .mp3] as [SoundFixture.Format])
  func aStreamThatBreaksOffIsNoticed(_ format: SoundFixture.Format) throws {
    guard SoundFixture.isSupported(format) else { return }
    let whole = try recording(format)
    for share in [0.5, 0.75, 0.97] {
      let part = Array(whole.prefix(Int(Double(whole.count) * share)))
      do {
        #expect(try damage(part, format) != nil, "\(share)")
      } catch let error as PromptError {
        // libsndfile does not open an Opus stream without its end.
        #expect(error.reason == .undecodable("Opus", "its end is missing"), "\(share)")
      }
    }
  }

  @Test(arguments: [.flac, .vorbis, .mp3] as [SoundFixture.Format])
  func wrongBytesInTheMiddleAreNoticed(_ format: SoundFixture.Format) throws {
    guard SoundFixture.isSupported(format) else { return }
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
    bytes.replaceSubrange(40..<44, with: SoundFixture.number(size))
    let path = try folder.write(bytes, to: "open.wav")
    let conversion = try PromptConverter(ConversionOptions()).rehearse(path)
    #expect(conversion.sampleCount == 1000)
    #expect(conversion.warnings == [.unfinishedHeader])
  }

  @Test func aHeaderThatDeniesItsAudioIsDamage() throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 1000))
    bytes.replaceSubrange(40..<44, with: [0, 0, 0, 0])
    #expect(try damage(bytes, .wav16) == .unfinished(counted: 0, following: 2000))
    // A chunk after an empty data chunk is no audio.
    let empty =
      SoundFixture.wav([]) + Array("LIST".utf8) + SoundFixture.number(UInt32(4)) + "INFO".utf8
    #expect(try damage(empty, .wav16) == nil)
  }

  @Test func aHeaderThatCountsTooLittleIsDamage() throws {
    var bytes = SoundFixture.wav([Int16](repeating: 100, count: 8000))
    bytes.replaceSubrange(40..<44, with: SoundFixture.number(UInt32(4000)))
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

  @Test(arguments: [.flac, .vorbis, .opus, .mp3] as [SoundFixture.Format])
  func recordingsThatAreJoinedAreNotTakenForTheFirst(_ format: SoundFixture.Format) throws {
    guard SoundFixture.isSupported(format) else { return }
    let one = try recording(format)
    do {
      let found = try damage(one + one, format)
      guard case .joined(let seconds)? = found else {
        // Two MP3 streams of a constant bit rate are one, of twice the length.
        #expect(format == .mp3 && found == nil)
        return
      }
      #expect(abs(seconds - 1) < 0.1)
    } catch let error as PromptError {
      #expect(error.id == "unsupported-format")
    }
  }

  @Test func headerlessGSMHasFramesOf33Bytes() throws {
    let frame = [0xD8] + [UInt8](repeating: 0x20, count: 32)
    let whole = Array(repeating: frame, count: 50).flatMap { $0 }
    let path = try folder.write(whole, to: "a.gsm")
    #expect(try SourceReport(path).damage == nil)
    let cut = try folder.write(Array(whole.dropLast(5)), to: "b.gsm")
    #expect(try SourceReport(cut).damage == .breaksOff(after: 49 * 160 / 8000.0))
  }

  @Test(arguments: ["note.gsm", "note.vox"])
  func textIsNoHeaderlessAudio(_ name: String) throws {
    let path = try folder.write(Array("just a text file\n".utf8), to: name)
    #expect(throws: PromptError(path, .notAudio("a text file"))) { try SourceReport(path) }
  }

  @Test func formatsThatCannotBeCheckedSaySo() throws {
    let noise = (0..<8000).map { UInt8(truncatingIfNeeded: $0 &* 25_173 >> 3 | 0x80) }
    let path = try folder.write(noise, to: "a.vox")
    let conversion = try PromptConverter(ConversionOptions()).rehearse(path)
    #expect(conversion.warnings.first == .unchecked(container: "headerless"))
  }

  @Test func aCAFFileThatIsCutShortIsRefused() throws {
    let whole = try recording(.caf)
    #expect(throws: PromptError.self) { try damage(Array(whole.prefix(whole.count / 2)), .caf) }
  }

  @Test func tagsAtTheEndOfAnMP3AreNoDamage() throws {
    guard SoundFixture.isSupported(.mp3) else { return }
    let tag = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    #expect(try damage(recording(.mp3) + tag, .mp3) == nil)
    #expect(try damage(recording(.mp3) + [UInt8](repeating: 0, count: 500) + tag, .mp3) == nil)
  }
}
