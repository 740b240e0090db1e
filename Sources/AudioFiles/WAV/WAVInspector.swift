internal import TelephonyAudio

/// Reads the structure of a RIFF/WAVE file, and of what only pretends to be one.
///
/// No size is believed and none is allocated by: headers are read by seeking, the audio once in
/// blocks, and every walk ends where the file does.
package enum WAVInspector {
  /// Audio that is read at a time, in bytes: what a second-level cache holds, and is allocated
  /// without the kernel's help.
  private static let blockSize = 65_536

  /// - Parameters:
  ///   - headerless: what a file without a header is taken for; nil where it must have one.
  ///   - readsAudio: whether levels and silence are looked for, which takes most of the time.
  ///   - hearsSound: whether speech is looked for, which takes many times as long.
  /// - Throws: ``AudioFileError`` where the file cannot be read, or is no regular file. A file that is
  ///   empty or no WAVE file has facts, too.
  package static func facts(
    of path: String, headerless: WAVFormat? = nil, readsAudio: Bool = true,
    hearsSound: Bool = false
  ) throws(AudioFileError) -> WAVFacts {
    try facts(
      of: try InputFile(path: path, allowsEmpty: true), headerless: headerless,
      readsAudio: readsAudio, hearsSound: hearsSound)
  }

  /// The same of a file that is open already.
  package static func facts(
    of file: borrowing InputFile, headerless: WAVFormat? = nil, readsAudio: Bool = true,
    hearsSound: Bool = false
  ) throws(AudioFileError) -> WAVFacts {
    let start = try file.bytes(at: 0, count: 4096)
    guard start.has("RIFF"), start.has("WAVE", at: 8) else {
      if let headerless, !start.isEmpty, !FileSignature.isMarked(start),
        !start.has("version https://git-lfs")
      {
        return try Self.headerless(
          file, headerless, readsAudio: readsAudio, hearsSound: hearsSound)
      }
      return try notWAVE(file, start)
    }
    let riffSize = start.number(at: 4, count: 4, .little).map { Int($0) } ?? 0
    // Where the RIFF header is wrong, the chunks are looked for up to the file's end.
    let riffEnd = 8 + riffSize
    let isPlausible = riffSize >= 4 && riffEnd <= file.size
    let list = try ChunkList(file, limit: isPlausible ? riffEnd : file.size)
    let chunks = list?.chunks ?? []
    let format = try chunks.first { $0.id == "fmt " }.flatMap { chunk throws(AudioFileError) in
      try Self.format(chunk, file)
    }
    let fact = chunks.first { $0.id == "fact" }
    let factSampleCount = try fact.flatMap { chunk throws(AudioFileError) in
      try file.bytes(at: chunk.offset, count: min(4, chunk.presentSize))
        .number(at: 0, count: 4, .little)
    }
    let data = chunks.first { $0.id == "data" }
    let end = list?.end ?? 0
    let limit = isPlausible ? riffEnd : file.size
    let trailing = isPlausible ? max(0, file.size - max(riffEnd, min(end, file.size))) : 0
    var facts = WAVFacts(
      size: file.size,
      container: .wave,
      riffSize: riffSize,
      chunks: chunks.map(Self.chunk),
      format: format,
      factSampleCount: factSampleCount.map { Int($0) },
      data: data.map(Self.chunk),
      lacksPadByte: end == file.size + 1 && chunks.last?.isCutShort == false
        && chunks.last?.declaredSize != nil,
      hasWrongPadByte: try data.map { chunk throws(AudioFileError) in
        let pad = try file.bytes(at: chunk.offset + chunk.presentSize, count: 1).first ?? 0
        return chunk.presentSize % 2 == 1 && pad != 0
      } ?? false,
      strayOffset: strayOffset(chunks, end: end, limit: limit),
      trailingByteCount: trailing,
      trailingIsRIFF: try file.bytes(at: file.size - trailing, count: 4).has("RIFF"),
      audio: nil)
    if readsAudio { try hear(file, hearsSound: hearsSound, &facts) }
    return facts
  }

  /// A file that is nothing but its samples.
  private static func headerless(
    _ file: borrowing InputFile, _ format: WAVFormat, readsAudio: Bool, hearsSound: Bool
  ) throws(AudioFileError) -> WAVFacts {
    var facts = WAVFacts(
      size: file.size, container: .headerless, riffSize: nil, chunks: [], format: nil,
      factSampleCount: nil, data: nil, lacksPadByte: false, hasWrongPadByte: false,
      strayOffset: nil, trailingByteCount: 0, trailingIsRIFF: false, headerless: format,
      audio: nil)
    if readsAudio { try hear(file, hearsSound: hearsSound, &facts) }
    return facts
  }

  private static func notWAVE(
    _ file: borrowing InputFile, _ start: [UInt8]
  ) throws(AudioFileError) -> WAVFacts {
    let signature = try FileSignature(of: file)
    let container: WAVFacts.Container =
      switch signature {
      case _ where start.isEmpty: .empty
      case .sound(.wav) where start.has("RIFX"):
        .other(Text(english: "RIFX, big-endian WAV", chinese: "RIFX，大端序的 WAV"))
      case .sound(.wav): .other(Text(english: "RIFF, but not WAVE", chinese: "RIFF，但不是 WAVE"))
      case .sound(let format): .other(FormatWords.text(format.name))
      case .headerless(let raw):
        .other(FormatWords.text("headerless \(raw.format.encoding.rawValue)"))
      case .ambiguous(.unsupported(let encoding)):
        .other(FormatWords.text("headerless \(encoding.rawValue)"))
      case .ambiguous(.muLawOrPCM): .other(FormatWords.text("headerless PCM"))
      case .other(let description): .other(description)
      case .gitLFSPointer: .other(Text(english: "a Git LFS pointer", chinese: "一个 Git LFS 指针"))
      case .unknown: .other(Text(english: "data without a header", chinese: "没有文件头的数据"))
      }
    let name: String? =
      switch signature {
      case .sound(let format): format.name
      case .headerless(let raw): raw.format.encoding.rawValue
      case .unknown where !start.isEmpty: ""
      default: nil
      }
    return WAVFacts(
      size: file.size, container: container, riffSize: nil, chunks: [], format: nil,
      factSampleCount: nil, data: nil, lacksPadByte: false, hasWrongPadByte: false,
      strayOffset: nil, trailingByteCount: 0, trailingIsRIFF: false, signature: name,
      audio: nil)
  }

  /// What follows a wrong size is read as chunks, which have no names or are longer than the file.
  private static func strayOffset(
    _ chunks: [ChunkList.Chunk], end: Int, limit: Int
  ) -> Int? {
    let stray = chunks.first { chunk in
      !chunk.isNamed
        || (chunk.id != "data" && chunk.statedSize > UInt64(chunk.presentSize))
    }
    if let stray { return stray.headerOffset }
    // Less than a chunk's header may be left over.
    return end < limit ? end : nil
  }

  private static func chunk(_ chunk: ChunkList.Chunk) -> WAVFacts.Chunk {
    WAVFacts.Chunk(
      id: chunk.id, offset: chunk.headerOffset, statedSize: Int(clamping: chunk.statedSize),
      presentSize: chunk.presentSize)
  }

  private static func format(
    _ chunk: ChunkList.Chunk, _ file: borrowing InputFile
  ) throws(AudioFileError) -> WAVFacts.Format? {
    let bytes = try file.bytes(at: chunk.offset, count: min(40, chunk.presentSize))
    guard bytes.count >= 16 else { return nil }
    func field(_ offset: Int, _ count: Int) -> Int {
      bytes.number(at: offset, count: count, .little).map { Int($0) } ?? 0
    }
    let tag = field(0, 2)
    // The sub-format's GUID begins with the tag that it stands for: WAVEFORMATEXTENSIBLE.
    let isExtensible =
      tag == WAVFacts.Format.extensibleTag && bytes.count == 40
      && bytes[26...].elementsEqual(mediaGUID)
    return WAVFacts.Format(
      size: Int(clamping: chunk.statedSize), tag: tag,
      effectiveTag: isExtensible ? field(24, 2) : tag, channelCount: field(2, 2),
      sampleRate: field(4, 4), byteRate: field(8, 4), blockAlign: field(12, 2),
      bitsPerSample: field(14, 2), extensionSize: bytes.count >= 18 ? field(16, 2) : 0)
  }

  /// What follows the tag in the sub-format's GUID: KSDATAFORMAT_SUBTYPE of `ksmedia.h`.
  private static let mediaGUID: [UInt8] = [
    0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
  ]

  private static func hear(
    _ file: borrowing InputFile, hearsSound: Bool, _ facts: inout WAVFacts
  ) throws(AudioFileError) {
    guard let format = facts.wavFormat, format.sampleRate > 0, format.channelCount > 0,
      let audio = facts.audioBytes
    else { return }
    let isHeard =
      hearsSound && format.channelCount == 1 && SoundMeter.rates.contains(format.sampleRate)
    var sound = isHeard ? SoundMeter(sampleRate: format.sampleRate) : nil
    var counter = AudioLevels.Counter(format.encoding)
    var offset = audio.lowerBound
    while offset < audio.upperBound {
      let codes = try file.bytes(at: offset, count: min(blockSize, audio.upperBound - offset))
      // A file that shrinks while it is read has no more.
      if codes.isEmpty { break }
      counter.add(codes[...])
      sound?.measure(format.encoding.decode(codes).map { Float($0) * (1 / 32768) })
      offset += codes.count
    }
    facts.audio = counter.levels(
      sampleRate: format.sampleRate, channelCount: format.channelCount)
    facts.sound = sound?.facts
  }
}
