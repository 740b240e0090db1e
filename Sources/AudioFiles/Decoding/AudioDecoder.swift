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

  /// Whether the decoder has met data that it could not decode.
  var hasFailed: Bool { get }
}

/// The decoders that there are, in the order in which they are tried.
package enum AudioDecoding {
  /// The decoder for a recording.
  ///
  /// - Throws: ``AudioFileError`` with what its bytes tell, where none decodes it.
  package static func decoder(
    for file: borrowing InputFile
  ) throws(AudioFileError) -> any AudioDecoder {
    if let decoder = SndfileDecoder(file) { return decoder }
    if let decoder = try HeaderlessDecoder(file) { return decoder }
    throw AudioFileError(file.path, try Diagnosis.reason(for: file))
  }
}
