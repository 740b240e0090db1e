internal import SystemPackage
internal import TelephonyAudio

/// Samples without a header, as telephone exchanges keep them: only the name tells what they are.
///
/// A-law codes come out of a conversion bit for bit as they went in.
final class HeaderlessDecoder: AudioDecoder {
  let format: SoundFormat
  let frameCount: Int?
  private let file: InputFile
  private let encoding: SampleEncoding
  private var offset = 0
  private(set) var failure: DecodingFailure?

  /// Nil where the file's name is none of these, or its bytes are something else.
  init?(_ file: borrowing InputFile) throws(AudioFileError) {
    let start = try file.bytes(at: 0, count: 4096)
    let nameExtension = PathName(file.path).nameExtension
    guard
      case .headerless(let headerless) = FileSignature(start, nameExtension: nameExtension),
      let encoding = headerless.encoding
    else { return nil }
    self.encoding = encoding
    self.file = try file.reopened()
    frameCount = file.size / encoding.bytesPerSample
    // What a telephone line carries.
    format = SoundFormat(
      container: .headerless, encoding: headerless.name, sampleRate: 8000, channelCount: 1)
  }

  func read(frameLimit: Int) -> SampleBlock {
    do throws(Errno) {
      let bytes = try file.read(count: frameLimit * encoding.bytesPerSample, at: offset)
      offset += bytes.count
      return .sixteenBit(encoding.decode(bytes))
    } catch {
      failure = .system(error)
      return .sixteenBit([])
    }
  }
}
