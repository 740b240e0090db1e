internal import SystemPackage
internal import TelephonyAudio

/// Samples without a header, as telephone exchanges keep them: only the name, or whoever has them,
/// tells what they are.
///
/// A-law codes come out of a conversion bit for bit as they went in.
final class HeaderlessDecoder: AudioDecoder {
  let format: SoundFormat
  let frameCount: Int?
  private let file: InputFile
  private let raw: RawFormat
  private let bytesPerSample: Int
  private var offset = 0
  private(set) var failure: DecodingFailure?

  /// Nil where the samples are written in a way that others decode.
  init?(_ file: borrowing InputFile, _ raw: RawFormat) throws(AudioFileError) {
    switch raw.coding {
    case .aLaw, .muLaw: bytesPerSample = 1
    case .pcm16LittleEndian, .pcm16BigEndian: bytesPerSample = 2
    case .gsm, .g722: return nil
    }
    self.raw = raw
    self.file = try file.reopened()
    format = raw.format
    frameCount = file.size / (bytesPerSample * raw.channelCount)
  }

  func read(frameLimit: Int) -> SampleBlock {
    let frameSize = bytesPerSample * raw.channelCount
    do throws(Errno) {
      var bytes = try file.read(count: frameLimit * frameSize, at: offset)
      offset += bytes.count
      // A part of a frame is no sample.
      bytes.removeLast(bytes.count % frameSize)
      return .sixteenBit(samples(bytes))
    } catch {
      failure = .file(.unreadable(error))
      return .sixteenBit([])
    }
  }

  private func samples(_ bytes: [UInt8]) -> [Int16] {
    switch raw.coding {
    case .aLaw: ALaw.decode(bytes)
    case .muLaw: MuLaw.decode(bytes)
    default:
      bytes.withUnsafeBytes { bytes in
        (0..<bytes.count / 2).map { index in
          let sample = bytes.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self)
          return raw.coding == .pcm16BigEndian
            ? Int16(bigEndian: sample) : Int16(littleEndian: sample)
        }
      }
    }
  }
}
