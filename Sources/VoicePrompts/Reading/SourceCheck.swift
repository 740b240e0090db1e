/// What is wrong with a recording that can still be decoded in part. Times are in seconds.
public enum Damage: Hashable, Sendable {
  /// The header promises more audio than the file holds.
  case cutShort(promised: Double, present: Double)
  /// The stream stops in the middle.
  case breaksOff(after: Double)
  /// So many bytes follow those that the header counts, and they are no chunk.
  case unfinished(counted: Int, following: Int)
  /// A second recording follows, which decoders do not get to.
  case joined(after: Double)
  /// Bytes are wrong or missing; what follows them may be there.
  case corrupt(after: Double)
}

/// Compares a container's own bookkeeping with what the file holds.
///
/// libsndfile decodes what is there and reports success, also where half of a file is missing.
struct SourceCheck {
  /// Frames, where the container tells; decoding must give as many.
  private(set) var frameCount: Int?
  /// What is wrong, as far as it shows before decoding.
  private(set) var damage: Damage?
  /// Whether the writer never filled in the length, as one that writes into a pipe.
  private(set) var isUnfinished = false
  /// Whether the format has nothing by which to tell a whole file from a part of it.
  private(set) var isUnchecked = false
  /// How many of the promised frames a decoder may swallow without damage.
  private var tolerance = 0
  private let sampleRate: Int

  /// MPEG encoders pad by up to three frames, which gapless decoders drop, and the first frame of
  /// a stream that was cut out of another needs bits that are not there.
  private static let toleratedMPEGFrames = 4

  /// Bytes that some programs leave after the last chunk, and that are no chunk.
  private static let toleratedRest = 1024

  /// - Throws: ``PromptError`` where the file cannot be read, or is an MP3 of which libsndfile
  ///   would decode a part only.
  init(_ file: borrowing InputFile, _ sound: borrowing SoundFile) throws(PromptError) {
    sampleRate = sound.format.sampleRate
    frameCount = sound.frameCount
    switch sound.format.family {
    case .chunks:
      try checkChunks(file)
      if sound.format.isMPEG { tolerance = Self.toleratedMPEGFrames * 1152 }
    case .au: try checkAU(file)
    case .mpeg: try checkMPEG(file)
    case .ogg: try checkOgg(file, isOpus: sound.format.encoding == "Opus")
    case .flac: try checkFLAC(file)
    case .gsm: checkGSM(file)
    case .other: isUnchecked = true
    }
  }

  /// What decoding has shown, after `decoded` frames at the source's end.
  func damage(decoded: Int, decoderFailed: Bool) -> Damage? {
    if let damage { return damage }
    if let frameCount, decoded < frameCount - tolerance {
      return .cutShort(promised: seconds(frameCount), present: seconds(decoded))
    }
    return decoderFailed ? .corrupt(after: seconds(decoded)) : nil
  }

  // MARK: One check a family of formats

  private mutating func checkChunks(_ file: borrowing InputFile) throws(PromptError) {
    guard let list = try ChunkList(file), let audio = list.audio else { return }
    guard let size = audio.declaredSize else {
      isUnfinished = true
      return
    }
    if audio.isCutShort {
      cutShort(promised: Double(size), present: audio.presentSize)
    } else if audio.id == "data", !list.isFollowedByChunk(audio) {
      let following = file.size - audio.offset - Int(size)
      if following > Self.toleratedRest {
        damage = .unfinished(counted: Int(size), following: following)
      }
    }
  }

  /// AU (Sun): offset and size of the data at 4 and 8; 0xFFFFFFFF for an unknown size.
  private mutating func checkAU(_ file: borrowing InputFile) throws(PromptError) {
    let header = try file.bytes(at: 0, count: 12)
    let order: ByteOrder = header.has(".snd") ? .big : .little
    guard let offset = header.number(at: 4, count: 4, order),
      let size = header.number(at: 8, count: 4, order), size != 0xFFFF_FFFF
    else { return }
    let present = max(0, file.size - Int(offset))
    if size > UInt64(present) { cutShort(promised: Double(size), present: present) }
  }

  private mutating func checkMPEG(_ file: borrowing InputFile) throws(PromptError) {
    // libsndfile's number is exact where it goes by a Xing header, gaps at both ends taken off,
    // and otherwise an estimate. It decodes no further than that, however much there is.
    let estimate = frameCount ?? Int.max
    frameCount = nil
    guard let frames = try MPEGFrames(file) else { return }
    let frameSize = frames.sampleFrames / frames.count
    tolerance = Self.toleratedMPEGFrames * frameSize
    guard estimate >= frames.sampleFrames - tolerance else {
      throw PromptError(
        file.path,
        .unsupportedFormat("MP3 whose length header is missing or wrong", ffmpegOptions: ""))
    }
    frameCount = min(frames.sampleFrames, estimate)
    let present = seconds(frames.sampleFrames)
    if let declared = frames.declaredCount, declared > frames.count + 1 {
      damage = .cutShort(promised: seconds(declared * frameSize), present: present)
    } else if let interruption = frames.interruption {
      damage = .corrupt(after: seconds(interruption))
    } else if frames.endsInFrame {
      damage = .breaksOff(after: present)
    }
  }

  private mutating func checkOgg(
    _ file: borrowing InputFile, isOpus: Bool
  ) throws(PromptError) {
    let pages = try OggPages(file)
    // RFC 7845, section 4: granule positions of Opus count at 48 kHz, whatever the rate.
    let whole = Double(pages.wholeUpTo) / Double(isOpus ? 48_000 : sampleRate)
    switch pages.fault {
    case .noEnd: damage = .breaksOff(after: whole)
    case .damagedPage: damage = .corrupt(after: whole)
    case .secondStream: damage = .joined(after: whole)
    case nil: break
    }
  }

  private mutating func checkFLAC(_ file: borrowing InputFile) throws(PromptError) {
    guard let frames = try FLACFrames(file) else { return }
    let whole = seconds(frames.wholeUpTo)
    switch frames.fault {
    case .damagedFrame: damage = .corrupt(after: whole)
    case .secondStream: damage = .joined(after: whole)
    case nil: break
    }
  }

  /// GSM 06.10 without a header: 33 bytes for 160 samples, each beginning with the bits 1101.
  private mutating func checkGSM(_ file: borrowing InputFile) {
    if file.size % 33 != 0 {
      damage = .breaksOff(after: Double(file.size / 33 * 160) / Double(sampleRate))
    }
  }

  private mutating func cutShort(promised: Double, present: Int) {
    let presentSeconds = seconds(frameCount ?? 0)
    let promisedSeconds = present > 0 ? presentSeconds * promised / Double(present) : 0
    damage = .cutShort(promised: promisedSeconds, present: presentSeconds)
  }

  private func seconds(_ frames: Int) -> Double { Double(frames) / Double(sampleRate) }
}
