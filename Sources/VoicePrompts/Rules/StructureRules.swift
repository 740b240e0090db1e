internal import AudioFiles

extension PromptRule {
  /// The chunks, and the bytes between and after them.
  static let structureRules = [
    PromptRule(
      "no-audio", .error, Text(english: "a `data` chunk that is not empty", chinese: "`data` 块不为空"),
      reason: Text(
        english: "an empty prompt is refused or cuts the call; for none, send silence",
        chinese: "空的提示音会被拒绝，或使通话中断；不想发声时请用静音"),
      remedy: .convertAgain,
      example: Text(english: "the data chunk at offset 50 is empty", chinese: "偏移 50 处的 data 块是空的")
    ) { subject in
      guard subject.facts.isWAVE else { return [] }
      guard let data = subject.facts.data else {
        return [Text(english: "there is no \"data\" chunk", chinese: "没有 \"data\" 块")]
      }
      return data.statedSize == 0
        ? [
          Text(
            english: "the data chunk at offset \(data.offset) is empty",
            chinese: "偏移 \(data.offset) 处的 data 块是空的")
        ] : []
    },
    PromptRule(
      "data-size", .error,
      Text(english: "a `data` chunk that is all there", chinese: "`data` 块是完整的"),
      reason: Text(
        english:
          "the end of the prompt is missing, or the writer never filled in its length (RIFF)",
        chinese: "提示音的结尾缺失，或者写文件的程序没有填入长度（RIFF）"),
      remedy: .copyOrConvertAgain,
      example: Text(
        english: "the data chunk states 9,000 bytes, the file holds 8,000",
        chinese: "data 块标明 9,000 字节，文件中有 8,000")
    ) { subject in
      guard let data = subject.facts.data, data.statedSize > data.presentSize else { return [] }
      return [
        Text(
          english: "the data chunk states \(data.statedSize.grouped) bytes, "
            + "the file holds \(data.presentSize.grouped)",
          chinese: "data 块标明 \(data.statedSize.grouped) 字节，文件中有 \(data.presentSize.grouped)")
      ]
    },
    PromptRule(
      "stray-bytes", .error,
      Text(english: "nothing but whole chunks in the RIFF chunk", chinese: "RIFF 块中只有完整的块"),
      reason: Text(
        english: "a size before them is wrong, and audio may be lost (RIFF)",
        chinese: "它们之前有一个大小是错的，音频可能会丢失（RIFF）"),
      remedy: .convertAgain,
      example: strayBytes(from: 1058)
    ) { subject in
      subject.facts.strayOffset.map { [strayBytes(from: $0)] } ?? []
    },
    PromptRule(
      "chunk-order", .error, Text(english: "`fmt ` before `data`", chinese: "`fmt ` 在 `data` 之前"),
      reason: Text(
        english: "players that read from the start do not know what they play (RIFF)",
        chinese: "从头读起的播放器不知道在播放什么（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the fmt chunk at offset 8032 comes after the audio",
        chinese: "偏移 8032 处的 fmt 块在音频之后")
    ) { subject in
      outOfOrder("fmt ", subject.facts)
    },
    PromptRule(
      "fact-order", .warning, Text(english: "`fact` before `data`", chinese: "`fact` 在 `data` 之前"),
      reason: Text(
        english: "players that read from the start need it there (RIFF)",
        chinese: "从头读起的播放器需要它在那里（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the fact chunk at offset 8046 comes after the audio",
        chinese: "偏移 8046 处的 fact 块在音频之后")
    ) { subject in
      outOfOrder("fact", subject.facts)
    },
    PromptRule(
      "repeated-chunk", .error,
      Text(
        english: "one chunk each of `fmt `, `fact` and `data`",
        chinese: "`fmt `、`fact` 和 `data` 块各一个"),
      reason: Text(
        english: "players disagree about which of two they play (RIFF)",
        chinese: "两个同名的块播放哪一个，各种播放器并不一致（RIFF）"),
      remedy: .convertAgain,
      example: Text(english: "there are 2 \"data\" chunks", chinese: "有 2 个 \"data\" 块")
    ) { subject in
      ["fmt ", "fact", "data"].compactMap { id in
        let count = subject.facts.chunks.count { $0.id == id }
        return count > 1
          ? Text(
            english: "there are \(count) \"\(id)\" chunks", chinese: "有 \(count) 个 \"\(id)\" 块")
          : nil
      }
    },
    PromptRule(
      "fact-missing", .warning, Text(english: "a `fact` chunk", chinese: "有 `fact` 块"),
      reason: Text(
        english: "required for every format that is not PCM (RIFF)", chinese: "PCM 以外的格式都需要它（RIFF）"),
      remedy: .repair,
      example: Text(english: "there is no \"fact\" chunk", chinese: "没有 \"fact\" 块")
    ) { subject in
      guard let format = subject.facts.format, format.effectiveTag != WAVFacts.Format.pcmTag,
        subject.facts.factSampleCount == nil
      else { return [] }
      return [Text(english: "there is no \"fact\" chunk", chinese: "没有 \"fact\" 块")]
    },
    PromptRule(
      "fact-wrong", .warning,
      Text(english: "a `fact` chunk with the number of samples", chinese: "`fact` 块标明采样点数"),
      reason: Text(
        english: "some players stop where it says (RIFF)", chinese: "有些播放器到它所说的位置就停止（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the fact chunk states 9 samples, there are 8,000",
        chinese: "fact 块标明 9 个采样点，实际有 8,000 个")
    ) { subject in
      guard let count = subject.facts.factSampleCount, let format = subject.facts.format,
        let data = subject.facts.data, format.blockAlign > 0, subject.facts.encoding != nil
      else { return [] }
      let expected = data.presentSize / format.blockAlign
      return count == expected
        ? []
        : [
          Text(
            english:
              "the fact chunk states \(count.grouped) samples, there are \(expected.grouped)",
            chinese: "fact 块标明 \(count.grouped) 个采样点，实际有 \(expected.grouped) 个")
        ]
    },
    PromptRule(
      "chunk-before-data", .warning,
      Text(
        english: "nothing but `fmt ` and `fact` before the audio", chinese: "音频之前只有 `fmt ` 和 `fact`"
      ),
      reason: Text(
        english: "players that expect the audio at a fixed place play the chunk as noise",
        chinese: "认为音频在固定位置的播放器会把这个块当作噪声放出来"),
      remedy: .repair,
      example: Text(
        english: "a \"LIST\" chunk of 4 bytes at offset 50, before the audio",
        chinese: "偏移 50 处有 4 字节的 \"LIST\" 块，在音频之前")
    ) { subject in
      otherChunks(subject.facts, beforeData: true).map { chunk in
        Text(
          english: "a \"\(chunk.id)\" chunk of \(chunk.statedSize.grouped) bytes at offset "
            + "\(chunk.offset), before the audio",
          chinese: "偏移 \(chunk.offset) 处有 \(chunk.statedSize.grouped) 字节的 \"\(chunk.id)\" 块，在音频之前")
      }
    },
    PromptRule(
      "chunk-after-data", .note, Text(english: "nothing after the audio", chinese: "音频之后没有内容"),
      reason: Text(english: "it takes room and no player needs it", chinese: "它占用空间，而播放器都不需要它"),
      remedy: .repair,
      example: Text(
        english: "a \"id3 \" chunk of 3 bytes at offset 8058, after the audio",
        chinese: "偏移 8058 处有 3 字节的 \"id3 \" 块，在音频之后")
    ) { subject in
      otherChunks(subject.facts, beforeData: false).map { chunk in
        Text(
          english: "a \"\(chunk.id)\" chunk of \(chunk.statedSize.grouped) bytes at offset "
            + "\(chunk.offset), after the audio",
          chinese: "偏移 \(chunk.offset) 处有 \(chunk.statedSize.grouped) 字节的 \"\(chunk.id)\" 块，在音频之后")
      }
    },
    PromptRule(
      "pad-byte", .warning,
      Text(english: "a zero byte after data of odd size", chinese: "大小为奇数的数据之后有一个零字节"),
      reason: Text(
        english: "chunks have even lengths in the file (RIFF)", chinese: "块在文件中的长度都是偶数（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the pad byte after the last chunk is missing", chinese: "最后一个块之后缺少填充字节")
    ) { subject in
      if subject.facts.lacksPadByte {
        return [
          Text(english: "the pad byte after the last chunk is missing", chinese: "最后一个块之后缺少填充字节")
        ]
      }
      return subject.facts.hasWrongPadByte
        ? [Text(english: "the pad byte after the audio is not zero", chinese: "音频之后的填充字节不是零")] : []
    },
    PromptRule(
      "trailing-bytes", .warning,
      Text(english: "nothing after the RIFF chunk", chinese: "RIFF 块之后没有内容"),
      reason: Text(
        english: "players may take it for audio, and an upload may be refused for it (RIFF)",
        chinese: "播放器可能把它当作音频，上传也可能因此被拒绝（RIFF）"),
      remedy: .repair,
      example: Text(english: "777 bytes follow the RIFF chunk", chinese: "RIFF 块之后还有 777 字节")
    ) { subject in
      let count = subject.facts.trailingByteCount
      guard count > 0 else { return [] }
      return [
        subject.facts.trailingIsRIFF
          ? Text(
            english: "\(count.grouped) bytes follow the RIFF chunk: another RIFF file",
            chinese: "RIFF 块之后还有 \(count.grouped) 字节：另一个 RIFF 文件")
          : Text(
            english: "\(count.grouped) bytes follow the RIFF chunk",
            chinese: "RIFF 块之后还有 \(count.grouped) 字节")
      ]
    },
  ]

  private static func strayBytes(from offset: Int) -> Text {
    Text(
      english: "from offset \(offset) on there is no whole chunk; a size before it must be wrong",
      chinese: "从偏移 \(offset) 起没有完整的块；它之前一定有一个大小是错的")
  }
}

/// Chunks besides those of the 58-byte form, on one side of the audio.
private func otherChunks(_ facts: WAVFacts, beforeData: Bool) -> [WAVFacts.Chunk] {
  let dataOffset = facts.data?.offset ?? Int.max
  let known = ["fmt ", "fact", "data"]
  // What is no chunk has a rule of its own; more than a few of them make no better message.
  return facts.chunks.filter { !known.contains($0.id) && $0.offset < facts.strayOffset ?? .max }
    .prefix(10)
    .filter { ($0.offset < dataOffset) == beforeData }
}

/// A message for a chunk that should stand before the audio and does not.
private func outOfOrder(_ id: String, _ facts: WAVFacts) -> [Text] {
  guard let data = facts.data, let chunk = facts.chunks.first(where: { $0.id == id }),
    chunk.offset > data.offset, chunk.offset < facts.strayOffset ?? .max
  else { return [] }
  let name = id.hasSuffix(" ") ? String(id.dropLast()) : id
  return [
    Text(
      english: "the \(name) chunk at offset \(chunk.offset) comes after the audio",
      chinese: "偏移 \(chunk.offset) 处的 \(name) 块在音频之后")
  ]
}
