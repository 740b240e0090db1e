/// A recording that is open: its decoder, and what its container's bookkeeping tells.
package struct Recording {
  package let decoder: any AudioDecoder
  package let integrity: IntegrityCheck
  /// The program that decodes it, with its version; nil where none has to.
  package let program: String?

  /// What the recording is.
  package var format: SoundFormat { decoder.format }

  /// - Parameter isCancelled: asked while another program keeps us waiting.
  /// - Throws: ``AudioFileError`` where it cannot be read or decoded.
  package init(
    _ file: borrowing InputFile, _ options: DecodingOptions = DecodingOptions(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(AudioFileError) {
    do throws(AudioFileError) {
      self = try Recording(file, by: AudioDecoding.decoder(for: file, options))
    } catch {
      guard case .needsFFmpeg(let input, _) = error.reason, options.ffmpeg != .never else {
        throw error
      }
      guard let ffmpeg = FFmpegProgram.find(options.ffmpeg) else {
        throw AudioFileError(file.path, .needsFFmpeg(input, .missing))
      }
      self = try Recording(
        file, by: FFmpegDecoder(file, input, with: ffmpeg, isCancelled: isCancelled),
        program: ffmpeg.version)
    }
  }

  private init(
    _ file: borrowing InputFile, by decoder: any AudioDecoder, program: String? = nil
  ) throws(AudioFileError) {
    self.decoder = decoder
    self.program = program
    integrity = try IntegrityCheck(
      file, format: decoder.format, frameCount: decoder.frameCount)
  }
}
