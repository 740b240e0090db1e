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
      decoded: samples.count / decoder.format.channelCount, decoderFailed: decoder.failure != nil)
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

  @Test func audioThatRIFFCountsAndItsChunkDoesNotIsDamage() throws {
    for lost in [2, 6, 64] {
      var bytes = SoundFixture.wav([Int16](repeating: 100, count: 8000))
      bytes.replaceSubrange(40..<44, with: RIFFFixture.number(UInt32(16_000 - lost)))
      #expect(try damage(bytes, .wav16) == .unfinished(counted: 16_000 - lost, following: lost))
    }
    // Some do not pad before the next chunk.
    let data = RIFFFixture.chunk("data", [1, 2, 3], pads: false)
    let format = RIFFFixture.format(
      tag: 6, channels: 1, rate: 8000, byteRate: 8000, align: 1, bits: 8)
    let list = RIFFFixture.chunk("LIST", Array("INFOabcd".utf8))
    let bytes = RIFFFixture.wave(RIFFFixture.chunk("fmt ", format), data, list)
    #expect(try damage(bytes, .wavALaw) == nil)
    var text = SoundFixture.wav(
      formatTag: 6, bits: 8, rate: 8000, data: [UInt8](repeating: 0x55, count: 1000))
    text[40] -= 9
    #expect(text[40] % 2 == 1)
    #expect(try damage(text, .wavALaw) == .unfinished(counted: 991, following: 9))
  }

  @Test func audioThatRF64CountsAndItsChunkDoesNotIsDamage() throws {
    var bytes = try recording(.rf64)
    // The ds64 chunk: the sizes of all and of the data chunk at 20 and 28.
    #expect(bytes[28..<31] == [0x00, 0x77, 0x01])
    bytes[28..<30] = [0xC0, 0x76]
    #expect(try damage(bytes, .rf64) == .unfinished(counted: 95_936, following: 64))
  }

  @Test func anAUThatCountsTooLittleIsDamage() throws {
    var bytes = try recording(.au)
    bytes[9] ^= 1
    #expect(try damage(bytes, .au) == .unfinished(counted: 30_464, following: 65_536))
    #expect(try damage(recording(.au) + [0, 0, 0], .au) == nil)
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
          == .needsFFmpeg(
            FFmpegInput("MP3 whose length header is missing or wrong", .mp3), .notAllowed))
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
    // Where it is cut between two frames, nothing shows.
    #expect(try check(path).isUnchecked)
    for place in [1, 30] {
      var wrong = whole
      wrong[33 * place] = 0
      let path = try folder.write(wrong, to: "c.gsm")
      #expect(try damage(path) == .corrupt(after: Double(place) * 160 / 8000))
    }
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

  // MARK: Streams that are not what their headers say

  /// Why a recording is refused before it is decoded; nil where it is not.
  private func refusal(_ bytes: [UInt8], _ format: SoundFixture.Format) throws -> String? {
    let path = try folder.write(bytes, to: "refused." + format.nameExtension)
    do {
      _ = try check(path)
      return nil
    } catch let error as AudioFileError {
      guard case .unsupportedFormat(let format, _) = error.reason else { throw error }
      return format.english
    }
  }

  /// A FLAC file whose STREAMINFO says something else of its rate (20 bits), channels less one (3),
  /// bits per sample less one (5) and length (36).
  private func flac(_ change: (inout UInt64) -> Void) throws -> [UInt8] {
    var bytes = try recording(.flac)
    var fields = bytes[18..<26].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    change(&fields)
    for index in 0..<8 { bytes[25 - index] = UInt8(truncatingIfNeeded: fields >> (8 * index)) }
    return bytes
  }

  private static let flacLength: UInt64 = 0xF_FFFF_FFFF

  /// Where the first frame of a FLAC file begins.
  private func firstFrame(of bytes: [UInt8]) -> (lastBlock: Int, frame: Int) {
    var offset = 4
    while true {
      let size = bytes[offset + 1..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let next = offset + 4 + size
      if bytes[offset] & 0x80 != 0 { return (offset, next) }
      offset = next
    }
  }

  @Test func aStreamedFLACWithoutItsFirstFrameIsDamaged() throws {
    let streamed = try flac { $0 &= ~Self.flacLength }
    #expect(try damage(streamed, .flac) == nil)
    let (lastBlock, frame) = firstFrame(of: streamed)
    // The frame's header, and the length of the last metadata block.
    for index in [frame + 1, frame + 4, lastBlock + 3] {
      var bytes = streamed
      bytes[index] ^= 0x10
      #expect(try damage(bytes, .flac) == .corrupt(after: 0), "byte \(index)")
    }
  }

  @Test func aFLACThatHoldsMoreThanItStatesIsRefused() throws {
    let bytes = try flac { $0 = $0 & ~Self.flacLength | 24_000 }
    #expect(try refusal(bytes, .flac) == "FLAC whose length header is wrong")
  }

  @Test func aFLACThatStatesMoreThanItHoldsIsCutShort() throws {
    let bytes = try flac { $0 = $0 & ~Self.flacLength | 96_000 }
    // Known before decoding: the promised length may be over a limit.
    let path = try folder.write(bytes, to: "more.flac")
    #expect(try check(path).damage == .cutShort(promised: 2, present: 1))
  }

  @Test(arguments: [44, 41, 39] as [UInt64])
  func aFLACWhoseFramesAreOfAnotherFormatIsRefused(_ bit: UInt64) throws {
    let bytes = try flac { $0 ^= 1 << bit }
    #expect(
      try refusal(bytes, .flac) == "FLAC that changes its sample rate, channels or bit depth")
  }

  @Test func zerosBehindAFLACAreNoAudio() throws {
    let zeros = [UInt8](repeating: 0, count: 200_000)
    // Complete, by the length that it states; or else perhaps not.
    #expect(try damage(recording(.flac) + zeros, .flac) == nil)
    let streamed = try flac { $0 &= ~Self.flacLength }
    #expect(try damage(streamed + zeros, .flac) != nil)
  }

  /// A second of silence in MP3, without the frame that tells its length.
  private func bareMP3(channels: Int = 1) -> [UInt8] {
    // MPEG 1, layer III, 128 kbit/s, 48 kHz: 384 bytes for 1152 samples.
    let frame = [0xFF, 0xFB, 0x94, channels == 1 ? 0xC4 : 0x04] + [UInt8](repeating: 0, count: 380)
    return (0..<42).flatMap { _ in frame }
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func zerosAtTheEndOfAnMP3AreALostEnd() throws {
    let bytes = bareMP3()
    #expect(try damage(bytes, .mp3) == nil)
    for kept in [bytes.count / 2, bytes.count * 9 / 10] {
      let zeros = [UInt8](repeating: 0, count: bytes.count - kept)
      let found = try damage(bytes[..<kept] + zeros, .mp3)
      guard case .breaksOff(let seconds)? = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
      #expect(abs(seconds - Double(kept) / Double(bytes.count)) < 0.1)
    }
    // Of one that tells its length, they are padding.
    #expect(try damage(recording(.mp3) + [UInt8](repeating: 0, count: 5000), .mp3) == nil)
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func aFrameOfAnMP3ThatIsNoneIsDamage() throws {
    let frame = 384
    let noise = (0..<frame).map { UInt8(truncatingIfNeeded: $0 &* 37 & 0x7F) }
    for place in [0, 20, 41] {
      var bytes = bareMP3()
      bytes.replaceSubrange(place * frame..<(place + 1) * frame, with: noise)
      let seconds = Double(place * 1152) / 48_000
      let isLast = place == 41
      let found = try damage(bytes, .mp3)
      #expect(found == (isLast ? .breaksOff(after: seconds) : .corrupt(after: seconds)))
    }
    // A first frame of a quarter of the rate, which takes as many bytes as three.
    var bytes = bareMP3()
    bytes[1] = 0xE3
    #expect(try damage(bytes, .mp3) != nil)
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func anMP3WithoutALengthHeaderCannotBeChecked() throws {
    #expect(try check(folder.write(bareMP3(), to: "bare.mp3")).isUnchecked)
    _ = try recording(.mp3)
    #expect(try !check(folder("whole.mp3")).isUnchecked)
    let tag = Array("LYRICSBEGININD0000211".utf8) + Array("LYRICS200".utf8)
    #expect(try damage(bareMP3() + tag, .mp3) == nil)
  }

  @Test(.enabled(if: SoundFixture.isSupported(.mp3)))
  func anMP3ThatChangesItsChannelsIsNamedAsOne() throws {
    #expect(
      try refusal(bareMP3() + bareMP3(channels: 2), .mp3)
        == "MP3 that changes between mono and stereo")
  }

  @Test func gsmInWAVEndsWhereItsFactChunkSays() throws {
    for frames in [1000, 1279, 1280, 1281] {
      let samples = Signal.noise(frames: frames)
      try SoundFixture.write(samples, rate: 8000, as: .wavGSM, to: folder("a.wav"))
      var bytes = try folder.read("a.wav")
      let fact = try #require(
        ChunkList(InputFile(path: folder("a.wav")))?.chunks.first { $0.id == "fact" })
      bytes.replaceSubrange(fact.offset..<fact.offset + 4, with: RIFFFixture.number(UInt32(frames)))
      let check = try check(folder.write(bytes, to: "b.wav"))
      #expect(check.frameCount == frames)
      #expect(check.padding < 640)
    }
  }
}
