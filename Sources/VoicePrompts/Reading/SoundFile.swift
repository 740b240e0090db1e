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
  /// 16-bit samples on their way to floats, in a file that has them.
  private var sixteenBit: [Int16] = []
  private let isSixteenBit: Bool

  /// Nil where libsndfile does not open the file.
  ///
  /// - Parameter file: shows that the path leads to a regular file; opening a pipe would wait.
  init?(_ file: borrowing InputFile) {
    var info = SF_INFO()
    // By path, because libsndfile knows raw GSM, VOX and some MP3 only by the extension. A single
    // hyphen would be standard input.
    let path = file.path == "-" ? "./-" : file.path
    guard let handle = sf_open(path, Int32(SFM_READ), &info) else { return nil }
    guard info.channels >= 1, info.samplerate >= 1, info.frames >= 0 else {
      sf_close(handle)
      return nil
    }
    self.handle = handle
    isSixteenBit = info.format & Int32(SF_FORMAT_SUBMASK) == Int32(SF_FORMAT_PCM_16)
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
    let channelCount = format.channelCount
    let sampleLimit = frameLimit * channelCount
    guard isSixteenBit else {
      var frames = 0
      block = [Float](unsafeUninitializedCapacity: sampleLimit) { buffer, count in
        frames = Int(sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameLimit)))
        frames = max(0, min(frames, frameLimit))
        count = frames * channelCount
      }
      return frames
    }
    // libsndfile's own conversion takes several times as long as this one.
    if sixteenBit.count < sampleLimit { sixteenBit = Array(repeating: 0, count: sampleLimit) }
    let read = Int(sf_readf_short(handle, &sixteenBit, sf_count_t(frameLimit)))
    let frames = max(0, min(read, frameLimit))
    let sampleCount = frames * channelCount
    block = [Float](unsafeUninitializedCapacity: sampleCount) { block, count in
      sixteenBit.withUnsafeBufferPointer { samples in
        for index in 0..<sampleCount { block[index] = Float(samples[index]) * (1 / 32768) }
      }
      count = sampleCount
    }
    return frames
  }

  /// Whether the decoder has met data that it could not decode.
  var hasFailed: Bool { sf_error(handle) != SF_ERR_NO_ERROR }
}
