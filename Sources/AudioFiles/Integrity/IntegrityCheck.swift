/// Compares a container's own bookkeeping with what the file holds.
///
/// Decoders take what is there and report success, also where half of a file is missing.
package struct IntegrityCheck {
  /// Frames, where the container tells; decoding must give as many.
  package private(set) var frameCount: Int?
  /// What is wrong, as far as it shows before decoding.
  package private(set) var damage: Damage?
  /// Whether the writer never filled in the length, as one that writes into a pipe.
  package private(set) var isUnfinished = false
  /// Whether the format has nothing by which to tell a whole file from a part of it.
  package private(set) var isUnchecked = false
  /// Frames that the decoder gives after the last one that counts.
  package private(set) var padding = 0
  /// How many of the promised frames a decoder may swallow without damage.
  private var tolerance = 0
  private let sampleRate: Int

  /// MPEG encoders pad by up to three frames, which gapless decoders drop, and the first frame of
  /// a stream that was cut out of another needs bits that are not there.
  private static let toleratedMPEGFrames = 4

  /// Seconds that no recording reaches, and whose frames can be multiplied by a rate.
  private static let longest = 1_000_000_000

  /// Encoders of speech and music put up to some 50 ms before the first sample and behind the last,
  /// which decoders drop and containers may count: a tenth of a second.
  private static let toleratedShare = 10

  /// Bytes that some programs leave after the last chunk, and that are no chunk.
  private static let toleratedRest = 1024

  /// - Parameters:
  ///   - format: what the file is.
  ///   - frameCount: its frames as its decoder sees them; nil where it cannot tell.
  /// - Throws: ``AudioFileError`` where the file cannot be read, or is an MP3 of which libsndfile
  ///   would decode a part only.
  package init(
    _ file: borrowing InputFile, format: SoundFormat, frameCount: Int?
  ) throws(AudioFileError) {
    sampleRate = format.sampleRate
    self.frameCount = frameCount
    switch Family(format) {
    case .chunks:
      try checkChunks(file, format)
      if format.encoding.isMPEG { tolerance = Self.toleratedMPEGFrames * 1152 }
      if format.encoding == .gsm { try limitToFact(file) }
    case .au: try checkAU(file)
    case .mpeg: try checkMPEG(file)
    case .ogg: try checkOgg(file, format.encoding)
    case .flac: try checkFLAC(file)
    case .gsm: try checkGSM(file)
    case .amr: try checkAMR(file)
    case .adts: try checkADTS(file)
    case .written:
      isUnchecked = frameCount == nil
      tolerance = sampleRate / Self.toleratedShare
    case .raw: checkRaw(file, format)
    case .voc:
      isUnchecked = true
      if let bits = try VOCBlocks.packedBits(in: file) {
        throw unsupported(
          file,
          Text(english: "VOC with samples packed to \(bits) bits", chinese: "采样点压缩为 \(bits) 位的 VOC")
        )
      }
    case .other: isUnchecked = true
    }
  }

  /// What decoding has shown, after `decoded` frames at the recording's end.
  package func damage(decoded: Int, decoderFailed: Bool) -> Damage? {
    if let damage { return damage }
    if let frameCount, decoded < frameCount - tolerance {
      return .cutShort(promised: seconds(frameCount), present: seconds(decoded))
    }
    return decoderFailed ? .corrupt(after: seconds(decoded)) : nil
  }

  // MARK: One check a family of formats

  /// Containers that keep account of their content in the same way.
  private enum Family {
    case chunks, au, flac, ogg, mpeg, amr, adts, written, gsm, raw, voc, other

    init(_ format: SoundFormat) {
      self =
        switch format.container {
        case .wav, .rf64, .w64, .aiff, .svx, .caf: .chunks
        case .au: .au
        case .flac: .flac
        case .ogg: .ogg
        case .mp1, .mp2, .mp3: .mpeg
        case .amr: .amr
        case .adts: .adts
        case .mp4, .matroska, .asf, .avi, .flv, .wavPack, .ape: .written
        case .headerless where format.encoding == .gsm: .gsm
        case .headerless where format.encoding == .pcm16 || format.encoding == .g722: .raw
        case .voc: .voc
        default: .other
        }
    }
  }

  private mutating func checkChunks(
    _ file: borrowing InputFile, _ format: SoundFormat
  ) throws(AudioFileError) {
    guard let list = try ChunkList(file), let audio = list.audio else { return }
    guard try HeaderAgreement.holds(in: list, of: file, format, frameCount: frameCount) else {
      damage = .contradiction
      return
    }
    guard let size = audio.declaredSize else {
      isUnfinished = true
      return
    }
    if audio.isCutShort {
      cutShort(promised: Double(size), present: audio.presentSize)
    } else if audio.id == "data" {
      let following = file.size - audio.offset - Int(size)
      let uncounted = try HeaderAgreement.uncountedAudio(behind: audio, of: list, in: file)
      let isLong = following > Self.toleratedRest && !list.isFollowedByChunk(audio)
      if isLong || uncounted > 0 {
        damage = .unfinished(counted: Int(size), following: max(following, uncounted))
      }
    }
  }

  /// GSM in WAV has blocks of two frames; the `fact` chunk tells how much of the last one is sound.
  private mutating func limitToFact(_ file: borrowing InputFile) throws(AudioFileError) {
    guard let fact = try ChunkList(file)?.chunks.first(where: { $0.id == "fact" }),
      let stated = try file.bytes(at: fact.offset, count: 4).number(at: 0, count: 4, .little),
      let frameCount, stated > 0, stated < frameCount,
      Int(stated) > frameCount - Self.gsmPadding
    else { return }
    self.frameCount = Int(stated)
    padding = frameCount - Int(stated)
  }

  /// Samples that are less than two blocks of GSM 06.10 in WAV (WAVE_FORMAT_GSM610): some writers
  /// add one.
  private static let gsmPadding = 640

  /// AU (Sun): offset and size of the data at 4 and 8; 0xFFFFFFFF for an unknown size.
  private mutating func checkAU(_ file: borrowing InputFile) throws(AudioFileError) {
    let header = try file.bytes(at: 0, count: 12)
    let order: ByteOrder = header.has(".snd") ? .big : .little
    guard let offset = header.number(at: 4, count: 4, order),
      let size = header.number(at: 8, count: 4, order), size != 0xFFFF_FFFF
    else { return }
    let present = max(0, file.size - Int(offset))
    if size > UInt64(present) {
      cutShort(promised: Double(size), present: present)
    } else if try file.bytes(at: Int(offset + size), count: Self.toleratedRest).contains(where: {
      $0 != 0
    }) {
      damage = .unfinished(counted: Int(size), following: present - Int(size))
    }
  }

  private mutating func checkMPEG(_ file: borrowing InputFile) throws(AudioFileError) {
    // libsndfile's number is exact where it goes by a Xing header, gaps at both ends taken off,
    // and otherwise an estimate. It decodes no further than that, however much there is.
    let estimate = frameCount ?? Int.max
    frameCount = nil
    guard let frames = try MPEGFrames(file) else { return }
    if frames.changesChannels {
      throw unsupported(
        file,
        Text(english: "MP3 that changes between mono and stereo", chinese: "在单声道和立体声之间变化的 MP3"))
    }
    let frameSize = frames.sampleFrames / frames.count
    tolerance = Self.toleratedMPEGFrames * frameSize
    guard estimate >= frames.sampleFrames - tolerance else {
      let input = FFmpegInput("MP3 whose length header is missing or wrong", .mp3)
      throw AudioFileError(file.path, .needsFFmpeg(input, .notAllowed))
    }
    frameCount = min(frames.sampleFrames, estimate)
    isUnchecked = frames.declaredCount ?? 0 == 0
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
    _ file: borrowing InputFile, _ encoding: SoundFormat.Encoding
  ) throws(AudioFileError) {
    let pages = try OggPages(file)
    // RFC 7845, section 4: granule positions of Opus count at 48 kHz, whatever the rate.
    let whole = Double(pages.wholeUpTo) / Double(encoding == .opus ? 48_000 : sampleRate)
    if encoding == .flac || encoding == .speex {
      // A position of which nobody can know the length of the audio is none.
      frameCount = pages.wholeUpTo / sampleRate < Self.longest ? pages.wholeUpTo : nil
      tolerance = sampleRate / Self.toleratedShare
    }
    switch pages.fault {
    case .noEnd: damage = .breaksOff(after: whole)
    case .damagedPage: damage = .corrupt(after: whole)
    case .secondStream: damage = .joined(after: whole)
    case nil: break
    }
  }

  private mutating func checkFLAC(_ file: borrowing InputFile) throws(AudioFileError) {
    guard let frames = try FLACFrames(file) else { return }
    let whole = seconds(frames.wholeUpTo)
    switch frames.fault {
    case .damagedFrame: damage = .corrupt(after: whole)
    case .secondStream: damage = .joined(after: whole)
    case .change:
      throw unsupported(
        file,
        Text(
          english: "FLAC that changes its sample rate, channels or bit depth",
          chinese: "采样率、声道或位深中途变化的 FLAC"))
    case nil:
      guard let stated = frames.statedCount else { return }
      if stated < frames.wholeUpTo {
        throw unsupported(
          file, Text(english: "FLAC whose length header is wrong", chinese: "长度信息有误的 FLAC"))
      } else if stated > frames.wholeUpTo {
        damage = .cutShort(promised: seconds(stated), present: whole)
      }
    }
  }

  private mutating func checkAMR(_ file: borrowing InputFile) throws(AudioFileError) {
    isUnchecked = true
    guard let frames = try AMRFrames(file) else { return }
    let whole = Double(frames.count) * AMRFrames.duration
    frameCount = Int(whole * Double(sampleRate))
    tolerance = sampleRate / Self.toleratedShare
    if frames.isInterrupted { damage = .corrupt(after: whole) }
    if frames.endsInFrame { damage = .breaksOff(after: whole) }
  }

  private mutating func checkADTS(_ file: borrowing InputFile) throws(AudioFileError) {
    isUnchecked = true
    let frames = try ADTSFrames(file)
    frameCount = Int(frames.duration * Double(sampleRate))
    tolerance = sampleRate / Self.toleratedShare
    if frames.isInterrupted { damage = .corrupt(after: frames.duration) }
    if frames.endsInFrame { damage = .breaksOff(after: frames.duration) }
  }

  /// A file that decoders would take for less, or for something else, than it is.
  private func unsupported(_ file: borrowing InputFile, _ format: Text) -> AudioFileError {
    AudioFileError(file.path, .unsupportedFormat(format, ffmpegOptions: ""))
  }

  /// GSM 06.10 without a header: 33 bytes for 160 samples, each beginning with the bits 1101.
  private mutating func checkGSM(_ file: borrowing InputFile) throws(AudioFileError) {
    isUnchecked = true
    var window = FileWindow()
    for offset in stride(from: 0, to: file.size, by: 33) {
      let frame = try window.bytes(at: offset, count: 33, of: file)
      if frame.count == 33, frame.first.map({ $0 >> 4 }) == 0xD { continue }
      let whole = seconds(offset / 33 * 160)
      damage = frame.count < 33 ? .breaksOff(after: whole) : .corrupt(after: whole)
      return
    }
  }

  /// Samples without a header: whole frames, whatever their number.
  private mutating func checkRaw(_ file: borrowing InputFile, _ format: SoundFormat) {
    isUnchecked = true
    if format.encoding == .g722 {
      // Two samples a byte (ITU-T G.722, at 64 kbit/s).
      frameCount = 2 * file.size
      return
    }
    let frameSize = 2 * format.channelCount
    if file.size % frameSize != 0 { damage = .breaksOff(after: seconds(file.size / frameSize)) }
  }

  private mutating func cutShort(promised: Double, present: Int) {
    let presentSeconds = seconds(frameCount ?? 0)
    let promisedSeconds = present > 0 ? presentSeconds * promised / Double(present) : 0
    damage = .cutShort(promised: promisedSeconds, present: presentSeconds)
  }

  private func seconds(_ frames: Int) -> Double { Double(frames) / Double(sampleRate) }
}
