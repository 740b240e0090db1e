internal import CSndfile

/// A recording that libsndfile decodes to float samples, full scale ±1.0.
///
/// Owns the handle: closed when it goes out of scope. libsndfile keeps the error of a failed open
/// in a global that concurrent opens overwrite; it is never read here. Why a file does not open
/// is found out from its bytes, by ``SourceDiagnosis``.
struct SoundFile: ~Copyable {
  let format: SoundFormat
  /// Frames as libsndfile sees them: exact for PCM, an estimate for some MP3, nil where unknown.
  let frameCount: Int?
  private let handle: OpaquePointer

  /// Nil where libsndfile does not open the file.
  ///
  /// The handle gets a descriptor of its own: libsndfile closes the one it is given where opening
  /// fails, whatever it was told.
  init?(_ file: borrowing InputFile) {
    var info = Self.headerlessFormat(ofName: file.path)
    guard let descriptor = try? FileSystem.duplicate(file.descriptor),
      let handle = sf_open_fd(descriptor, Int32(SFM_READ), &info, 1)
    else { return nil }
    guard info.channels >= 1, info.samplerate >= 1, info.frames >= 0 else {
      sf_close(handle)
      return nil
    }
    self.handle = handle
    format = SoundFormat(info)
    // libsndfile's SF_COUNT_MAX means that the header does not tell.
    frameCount = info.frames == Int64.max ? nil : Int(info.frames)
  }

  deinit {
    sf_close(handle)
  }

  /// Replaces `block` by the next frames, interleaved: at most `frameLimit`, none at the end.
  ///
  /// Integer samples are scaled to ±1.0; float samples stay as they are, also above full scale.
  ///
  /// - Returns: the number of frames.
  mutating func read(into block: inout [Float], frameLimit: Int) -> Int {
    let sampleLimit = frameLimit * format.channelCount
    var frames = 0
    block = [Float](unsafeUninitializedCapacity: sampleLimit) { buffer, count in
      frames = Int(sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameLimit)))
      frames = max(0, min(frames, frameLimit))
      count = frames * format.channelCount
    }
    return frames
  }

  /// Whether the decoder has met data that it could not decode.
  var hasFailed: Bool { sf_error(handle) != SF_ERR_NO_ERROR }

  /// Raw GSM and VOX have nothing in their bytes to know them by; libsndfile goes by the name.
  private static func headerlessFormat(ofName path: String) -> SF_INFO {
    var info = SF_INFO()
    switch PathName(path).nameExtension {
    case "gsm": info.format = Int32(SF_FORMAT_RAW | SF_FORMAT_GSM610)
    case "vox": info.format = Int32(SF_FORMAT_RAW | SF_FORMAT_VOX_ADPCM)
    default: return info
    }
    info.samplerate = 8000
    info.channels = 1
    return info
  }
}
