internal import TelephonyAudio

/// A recording that the ffmpeg command decodes, which works while its samples are taken.
///
/// What it decodes is whole only where ``failure`` is nil at the end, and ``IntegrityCheck`` has
/// nothing against its length.
final class FFmpegDecoder: AudioDecoder {
  let format: SoundFormat
  /// What the container writes of its audio track.
  let frameCount: Int?
  private(set) var failure: DecodingFailure?
  private let name: String
  private let child: ChildProcess
  /// Bytes that were read and not given yet.
  private var rest: [UInt8]
  private var isOver = false
  /// What ffmpeg reads.
  private let file: InputFile

  /// Bytes that a byte of a recording becomes at most: silence that was not sent, and Opus at its
  /// lowest, become some 4,000 in two channels of floats at 48 kHz.
  private static let expansion = 4096

  /// Bytes that any recording may become.
  private static let leastLimit = 1 << 26

  /// - Parameters:
  ///   - limits: what ffmpeg may take; bytes are also limited by the file's size.
  ///   - isCancelled: asked while ffmpeg keeps us waiting.
  /// - Throws: ``AudioFileError`` where the file cannot be read, or ffmpeg does not decode it.
  init(
    _ file: borrowing InputFile, _ input: FFmpegInput, with program: FFmpegProgram,
    limits: ChildProcess.Limits = ChildProcess.Limits(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(AudioFileError) {
    name = input.name
    self.file = try file.onDisk()
    let source = FFmpegSource(self.file, isCancelled: isCancelled)
    let options = try input.options(for: file, program)
    // Other containers are walked by us.
    let probe = input.isProbed ? FFmpegProbe(program, input, source) : nil
    if let probe, probe.codec == nil {
      throw AudioFileError(
        file.path,
        .notAudio(
          Text(
            english: "\(input.name) without sound",
            chinese: "没有声音的 \(FormatWords.chinese(input.name))")))
    }
    var limits = limits
    let bySize = file.size.multipliedReportingOverflow(by: Self.expansion)
    limits.bytes = min(
      limits.bytes, bySize.overflow ? .max : max(Self.leastLimit, bySize.partialValue))
    let arguments = FFmpegProgram.decoding(source.argument, inputOptions: options)
    do throws(ChildProcess.Failure) {
      child = try ChildProcess(
        program.path, arguments, input: source.descriptor, limits: limits,
        isCancelled: isCancelled)
    } catch {
      throw AudioFileError(file.path, error.reason(input.name))
    }
    let header = try Self.header(from: child, file.path, input.name)
    rest = header.following
    format = SoundFormat(
      container: input.container, encoding: probe?.encoding ?? input.encoding,
      sampleRate: header.sampleRate, channelCount: header.channelCount)
    frameCount = probe?.duration.flatMap { $0.frames(at: header.sampleRate) }
  }

  func read(frameLimit: Int) -> SampleBlock {
    let frameSize = MemoryLayout<Float>.size * format.channelCount
    do throws(ChildProcess.Failure) {
      while rest.count < frameSize, !isOver {
        let bytes = try child.read(count: max(1, frameLimit * frameSize - rest.count))
        rest += bytes
        if bytes.isEmpty {
          isOver = true
          // A warning is a part that is missing.
          if try child.finish() != 0 || !child.errorText.isEmpty { failure = .data }
        }
      }
    } catch {
      isOver = true
      failure = .file(error.reason(name))
    }
    let size = min(rest.count, frameLimit * frameSize) / frameSize * frameSize
    let samples = rest.withUnsafeBytes { bytes in
      stride(from: 0, to: size, by: MemoryLayout<Float>.size).map { offset in
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
    }
    rest.removeFirst(size)
    return .float(samples)
  }

  // MARK: The header

  /// More bytes than the header of any W64 file has.
  private static let headerLimit = 1 << 20

  private static func header(
    from child: ChildProcess, _ path: String, _ name: String
  ) throws(AudioFileError) -> (sampleRate: Int, channelCount: Int, following: [UInt8]) {
    var bytes: [UInt8] = []
    do throws(ChildProcess.Failure) {
      while bytes.count < headerLimit {
        let more = try child.read(count: 1 << 16)
        if more.isEmpty { break }
        bytes += more
        if let header = W64Header(bytes) {
          return (header.sampleRate, header.channelCount, Array(bytes.dropFirst(header.size)))
        }
      }
      _ = try child.finish()
    } catch {
      throw AudioFileError(path, error.reason(name))
    }
    let complaint = child.complaint
    throw AudioFileError(
      path,
      .undecodableByProgram(
        format: name,
        Text(
          english: complaint.isEmpty ? "it gives no sound" : complaint,
          chinese: complaint.isEmpty ? "它没有给出声音" : complaint)))
  }
}

/// What stands before the samples of a W64 file of floats.
private struct W64Header {
  let sampleRate: Int
  let channelCount: Int
  /// In bytes.
  let size: Int

  /// Nil where `bytes` do not have all of it.
  init?(_ bytes: [UInt8]) {
    guard let list = Self.chunks(of: bytes), let audio = list.audio,
      let format = list.chunks.first(where: { $0.id == "fmt " })
    else { return nil }
    let fields = bytes.dropFirst(format.offset).prefix(16)
    guard let channels = fields.number(at: 2, count: 2, .little), channels > 0,
      let rate = fields.number(at: 4, count: 4, .little), rate > 0,
      fields.number(at: 14, count: 2, .little) == 32
    else { return nil }
    (sampleRate, channelCount, size) = (Int(rate), Int(channels), audio.offset)
  }

  private static func chunks(of bytes: [UInt8]) -> ChunkList? {
    guard let file = try? InputFile(bytes: bytes, name: "") else { return nil }
    return try? ChunkList(file)
  }
}

extension ChildProcess {
  /// The first line that it has written to standard error, without what it says of itself.
  fileprivate var complaint: String {
    let text = String(decoding: errorText, as: UTF8.self)
    var line = text.split(whereSeparator: \.isNewline).first ?? ""
    if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
      line = line[line.index(after: end)...].drop { $0 == " " }
    }
    return String(line.prefix(200))
  }
}

extension ChildProcess.Failure {
  /// The reason why a recording was not decoded.
  fileprivate func reason(_ name: String) -> AudioFileError.Reason {
    switch self {
    case .system(let error):
      .undecodableByProgram(
        format: name,
        Text(english: "it cannot be run: \(error)", chinese: "它无法运行：\(error.words.chinese)"))
    case .silent(let seconds):
      .undecodableByProgram(
        format: name,
        Text(
          english: "it gave nothing for \(seconds.fixed(0)) s, and was ended",
          chinese: "它在 \(seconds.fixed(0)) s 内没有给出任何内容，已被终止"))
    case .slow(let seconds):
      .undecodableByProgram(
        format: name,
        Text(
          english: "it took more than \(seconds.fixed(0)) s, and was ended",
          chinese: "它用了超过 \(seconds.fixed(0)) s，已被终止"))
    case .tooMuch(let bytes):
      .undecodableByProgram(
        format: name,
        Text(
          english: "it gave more than \(bytes.grouped) bytes of sound, and was ended",
          chinese: "它给出的声音超过 \(bytes.grouped) 字节，已被终止"))
    case .interrupted:
      .undecodableByProgram(format: name, Text(english: "it was interrupted", chinese: "它被中断"))
    }
  }
}

extension Double {
  /// As many frames as these seconds have; nil where nobody has so many.
  fileprivate func frames(at sampleRate: Int) -> Int? {
    isFinite && self > 0 && self < 1e9 ? Int((self * Double(sampleRate)).rounded()) : nil
  }
}
