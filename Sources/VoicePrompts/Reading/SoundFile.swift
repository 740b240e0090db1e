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
    let isHeaderless = info.format & Int32(SF_FORMAT_TYPEMASK) == Int32(SF_FORMAT_RAW)
    if isHeaderless, !Self.canBeHeaderless(file) {
      sf_close(handle)
      return nil
    }
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

  /// What is known by its extension alone is not taken for it where its bytes say otherwise.
  private static func canBeHeaderless(_ file: borrowing InputFile) -> Bool {
    let start = (try? file.bytes(at: 0, count: 4096)) ?? []
    if PathName(file.path).nameExtension == "gsm" {
      return stride(from: 0, to: start.count, by: 33).allSatisfy { start[$0] >> 4 == 0xD }
    }
    return FileSignature(start, nameExtension: nil) == .unknown
  }

  deinit {
    sf_close(handle)
  }

  /// Decodes the next frames: at most `frameLimit`, none at the end.
  mutating func read(frameLimit: Int) -> SampleBlock {
    let limit = frameLimit * format.channelCount
    if isSixteenBit {
      // As they are: libsndfile's way to floats takes longer than ours.
      return .sixteenBit(
        [Int16](unsafeUninitializedCapacity: limit) { buffer, count in
          let frames = sf_readf_short(handle, buffer.baseAddress, sf_count_t(frameLimit))
          count = max(0, Int(frames)) * format.channelCount
        })
    }
    return .float(
      [Float](unsafeUninitializedCapacity: limit) { buffer, count in
        let frames = sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameLimit))
        count = max(0, Int(frames)) * format.channelCount
      })
  }

  /// Whether the decoder has met data that it could not decode.
  var hasFailed: Bool { sf_error(handle) != SF_ERR_NO_ERROR }
}

/// Interleaved samples of some frames.
enum SampleBlock {
  /// As the file has them, in a file of 16-bit PCM.
  case sixteenBit([Int16])
  /// Full scale 1.0; in a file of floats also beyond it.
  case float([Float])

  /// How many, of all channels.
  var count: Int {
    switch self {
    case .sixteenBit(let samples): samples.count
    case .float(let samples): samples.count
    }
  }

  /// The samples of some of its frames.
  func frames(_ range: Range<Int>, channelCount: Int) -> SampleBlock {
    let samples = range.lowerBound * channelCount..<range.upperBound * channelCount
    if samples == 0..<count { return self }
    return switch self {
    case .sixteenBit(let all): .sixteenBit(Array(all[samples]))
    case .float(let all): .float(Array(all[samples]))
    }
  }

  /// All of them with full scale 1.0.
  var floats: [Float] {
    switch self {
    case .sixteenBit(let samples): samples.map { Float($0) / 32768 }
    case .float(let samples): samples
    }
  }
}
