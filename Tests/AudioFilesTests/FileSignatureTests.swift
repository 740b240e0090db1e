import TestSupport
import Testing

@testable import AudioFiles

@Suite struct FileSignatureTests {
  /// What people call it, where it is sound.
  private func name(_ start: [UInt8], _ nameExtension: String? = nil) -> String? {
    guard case .sound(let format) = FileSignature(start, nameExtension: nameExtension) else {
      return nil
    }
    return format.name
  }

  @Test(arguments: [
    ("RIFF\0\0\0\0WAVE", "WAV"), ("RIFF\0\0\0\0AVI ", "AVI video"), ("RF64", "RF64"),
    ("FORM\0\0\0\0AIFF", "AIFF"), ("FORM\0\0\0\0AIFC", "AIFF"), ("fLaC", "FLAC"),
    ("\0\0\0 ftypM4A ", "M4A (AAC or ALAC)"), ("\0\0\0 ftypisom", "MP4"),
    ("\0\0\0 ftypqt  ", "QuickTime"), ("#!AMR\n", "AMR"), ("#!AMR-WB\n", "AMR-WB"),
    ("ID3\u{3}", "MP3"), ("wvpk", "WavPack"), ("caff", "CAF"), (".snd", "AU"),
  ])
  func soundIsKnownByItsFirstBytes(_ start: String, _ expected: String) {
    #expect(name(Array(start.utf8), "txt") == expected)
  }

  @Test(
    arguments: [
      ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "WMA or WMV"),
      ([0x1A, 0x45, 0xDF, 0xA3], "Matroska or WebM"), ([0xFF, 0xF1, 0x50, 0x80], "AAC"),
    ] as [([UInt8], String)])
  func binaryMarksAreKnown(_ start: [UInt8], _ expected: String) {
    #expect(name(start) == expected)
  }

  @Test(arguments: [("Speex   ", "Speex"), ("\u{7F}FLAC", "Ogg FLAC"), ("???", "Ogg")])
  func oggIsKnownByItsCodec(_ mark: String, _ expected: String) {
    let page = Array("OggS".utf8) + [UInt8](repeating: 0, count: 24)
    #expect(name(page + mark.utf8, "ogg") == expected)
  }

  @Test(arguments: [
    ("PK\u{3}\u{4}", "a ZIP archive"), ("%PDF-1.7", "a PDF document"), ("hello\n", "a text file"),
    ("等待音", "a text file"), ("RIFF\0\0\0\0WEBP", "a WebP picture"),
  ])
  func otherThingsAreNamed(_ start: String, _ description: String) {
    #expect(
      FileSignature(Array(start.utf8), nameExtension: "wav") == .other(Text(english: description)))
  }

  @Test func aSingleMPEGHeaderCountsWhereTheNameSaysTheSame() {
    let start: [UInt8] = [0xFF, 0xFB, 0x94, 0xC4, 1, 2, 3]
    #expect(name(start, "mp3") == "MP3")
    #expect(name(start, "mp2") == "MP3")
    #expect(name(start, "wav") == nil)
  }

  @Test func headerlessFormatsAreKnownByTheirNameOnly() {
    let noise: [UInt8] = [0x01, 0x83, 0x00, 0xC7]
    #expect(
      FileSignature(noise, nameExtension: "g722")
        == RawFormat(.g722, sampleRate: 16_000, channelCount: 1).map { .headerless($0) })
    #expect(FileSignature(noise, nameExtension: "pcm") == .ambiguous(.muLawOrPCM))
    #expect(FileSignature(noise, nameExtension: "wav") == .unknown)
    #expect(FileSignature([], nameExtension: nil) == .other(Text(english: "a text file")))
  }
}
