package import SystemPackage
package import TelephonyAudio

/// Turns a recording into samples, a block at a time.
///
/// A decoder is opened by ``AudioDecoding/decoder(for:)``, which alone knows which ones there are.
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
  /// The system does not let the file be read.
  case system(Errno)
}

/// The decoders that there are, in the order in which they are tried.
package enum AudioDecoding {
  /// The decoder for a recording.
  ///
  /// - Throws: ``AudioFileError`` with what its bytes tell, where none decodes it, or decoding would
  ///   take more time and memory than any real file does.
  package static func decoder(
    for file: borrowing InputFile
  ) throws(AudioFileError) -> any AudioDecoder {
    // Before libsndfile goes through millions of them, one read each.
    _ = try FLACStreamInfo(file)
    try MPEGFrames.refuseManyTags(before: file)
    if let decoder = try SndfileDecoder(file) { return decoder }
    if let decoder = try HeaderlessDecoder(file) { return decoder }
    throw AudioFileError(file.path, try Diagnosis.reason(for: file))
  }
}
