/// What a header of uncompressed audio states twice: where one bit of it is wrong, a decoder that
/// believes it gives a part of the audio, or noise.
enum HeaderAgreement {
  /// Whether the statements agree, as far as the format has any.
  ///
  /// - Parameters:
  ///   - format: as the decoder has understood the header.
  ///   - frameCount: the same.
  static func holds(
    in list: ChunkList, of file: borrowing InputFile, _ format: SoundFormat, frameCount: Int?
  ) throws(AudioFileError) -> Bool {
    guard let sampleSize = format.encoding.bytesPerSample, let frameCount, let audio = list.audio
    else { return true }
    let frameSize = UInt64(sampleSize * format.channelCount)
    switch format.container {
    case .wav, .rf64, .w64:
      guard let chunk = list.chunks.first(where: { $0.id == "fmt " }),
        let align = try file.bytes(at: chunk.offset, count: 14)
          .number(at: 12, count: 2, list.order)
      else { return true }
      // Some write 24 bits and count 32.
      let isPadded = format.encoding == .pcm24 && align == UInt64(4 * format.channelCount)
      guard !isPadded else { return true }
      let frames = audio.isCutShort ? nil : audio.declaredSize.map { $0 / frameSize }
      return align == frameSize && frames ?? UInt64(frameCount) == frameCount
    case .aiff:
      // Apple's AIFF-C draft of 1991: numSampleFrames at 2 in COMM; offset at 0 in SSND, and after
      // 8 bytes the frames.
      guard let chunk = list.chunks.first(where: { $0.id == "COMM" }),
        let size = audio.declaredSize,
        let frames = try file.bytes(at: chunk.offset, count: 6).number(at: 2, count: 4, .big),
        let offset = try file.bytes(at: audio.offset, count: 4).number(at: 0, count: 4, .big)
      else { return true }
      return size >= 8 + offset && (size - 8 - offset) / frameSize == frames
        && (audio.isCutShort || frames == frameCount)
    default: return true
    }
  }

  /// Bytes that a RIFF header counts and that belong to no chunk: audio behind a data chunk that
  /// counts too little. Zeros are what some programs leave.
  static func uncountedAudio(
    behind audio: ChunkList.Chunk, of list: ChunkList, in file: borrowing InputFile
  ) throws(AudioFileError) -> Int {
    let start = try file.bytes(at: 0, count: 8)
    let isWAV = start.has("RIFF") || start.has("RIFX")
    // RF64 (EBU Tech 3306): the ds64 chunk begins with the size of all.
    let long = isWAV ? nil : list.chunks.first { $0.id == "ds64" }
    guard isWAV || long != nil, let size = audio.declaredSize,
      let stated = try long.map({ chunk throws(AudioFileError) in
        try file.bytes(at: chunk.offset, count: 8).number(at: 0, count: 8, .little)
      }) ?? start.number(at: 4, count: 4, list.order),
      stated < UInt64(Int.max - 8)
    else { return 0 }
    let end = audio.offset + Int(size)
    let counted = Int(stated) + 8
    let rest = try file.bytes(at: end, count: min(counted, file.size) - end)
    // After an odd size comes a pad byte, which some forget before the next chunk.
    let pad = Int(size % 2)
    for chunk in [rest.dropFirst(pad), rest[...]] where chunk.beginsWithChunkID {
      // One that is cut short is one where the whole file is.
      guard let next = chunk.number(at: 4, count: 4, list.order), counted <= file.size,
        next > UInt64(chunk.count)
      else { return 0 }
    }
    return rest.dropFirst(pad).contains { $0 != 0 } ? rest.count : 0
  }
}

extension SoundFormat.Encoding {
  /// Nil where samples are packed or compressed.
  fileprivate var bytesPerSample: Int? {
    switch self {
    case .pcm8, .aLaw, .muLaw: 1
    case .pcm16: 2
    case .pcm24: 3
    case .pcm32, .float32: 4
    case .float64: 8
    default: nil
    }
  }
}
