package import TelephonyAudio

/// Turns a recording into samples, a block at a time.
///
/// A decoder is opened by ``Recording``, which alone knows which ones there are.
package protocol AudioDecoder: AnyObject {
  /// What the recording is.
  var format: SoundFormat { get }

  /// Frames as the decoder sees them: exact for PCM, an estimate for some MP3, nil where unknown.
  var frameCount: Int? { get }

  /// Decodes the next frames: at most `frameLimit`, none at the end.
  func read(frameLimit: Int) -> SampleBlock

  /// Why decoding has ended before the recording's end; nil where it has not.
  var failure: DecodingFailure? { get }
}

/// Why a decoder could not go on.
package enum DecodingFailure: Hashable, Sendable {
  /// The data cannot be decoded.
  case data
  /// The file cannot be read, or another program was not able to decode it.
  case file(AudioFileError.Reason)
}

/// The decoders that there are, in the order in which they are tried.
package enum AudioDecoding {
  /// The decoder for a recording, of those that need no other program.
  ///
  /// - Throws: ``AudioFileError`` with what its bytes tell, where none decodes it, or decoding would
  ///   take more time and memory than any real file does.
  package static func decoder(
    for file: borrowing InputFile, _ options: DecodingOptions = DecodingOptions()
  ) throws(AudioFileError) -> any AudioDecoder {
    let raw = try rawFormat(of: file, options)
    if let raw, raw.coding == .g722 { throw AudioFileError(file.path, Diagnosis.needsFFmpeg(raw)) }
    if let raw, let decoder = try HeaderlessDecoder(file, raw) { return decoder }
    // Before libsndfile goes through millions of them, one read each.
    _ = try FLACStreamInfo(file)
    try MPEGFrames.refuseManyTags(before: file)
    if let decoder = try SndfileDecoder(file, raw) { return decoder }
    throw AudioFileError(file.path, try Diagnosis.reason(for: file))
  }

  /// What a recording without a header is; nil where it has one, or nobody knows.
  private static func rawFormat(
    of file: borrowing InputFile, _ options: DecodingOptions
  ) throws(AudioFileError) -> RawFormat? {
    let nameExtension = PathName(file.path).nameExtension
    // Most recordings have a header, and are not looked at for this.
    guard options.raw != nil || RawFormat.byExtension[nameExtension ?? ""] != nil else {
      return nil
    }
    let start = try file.bytes(at: 0, count: 4096)
    if let raw = options.raw, !FileSignature.isMarked(start) { return raw }
    guard case .headerless(let raw) = FileSignature(start, nameExtension: nameExtension) else {
      return nil
    }
    return raw
  }
}
