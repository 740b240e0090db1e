internal import AudioFiles

extension PromptRule {
  /// The chunks, and the bytes between and after them.
  static let structureRules = [
    PromptRule(
      "no-audio", .error, Text(english: "a `data` chunk that is not empty"),
      reason: Text(
        english: "an empty prompt is refused or cuts the call; for none, send silence"),
      remedy: .convertAgain,
      example: Text(english: "the data chunk at offset 50 is empty")
    ) { subject in
      guard subject.facts.isWAVE else { return [] }
      guard let data = subject.facts.data else {
        return [Text(english: "there is no \"data\" chunk")]
      }
      return data.statedSize == 0
        ? [Text(english: "the data chunk at offset \(data.offset) is empty")] : []
    },
    PromptRule(
      "data-size", .error, Text(english: "a `data` chunk that is all there"),
      reason: Text(
        english: "the end of the prompt is missing, or the writer never filled in its length (RIFF)"
      ),
      remedy: .copyOrConvertAgain,
      example: Text(english: "the data chunk states 9,000 bytes, the file holds 8,000")
    ) { subject in
      guard let data = subject.facts.data, data.statedSize > data.presentSize else { return [] }
      return [
        Text(
          english: "the data chunk states \(data.statedSize.grouped) bytes, "
            + "the file holds \(data.presentSize.grouped)")
      ]
    },
    PromptRule(
      "stray-bytes", .error, Text(english: "nothing but whole chunks in the RIFF chunk"),
      reason: Text(english: "a size before them is wrong, and audio may be lost (RIFF)"),
      remedy: .convertAgain,
      example: strayBytes(from: 1058)
    ) { subject in
      subject.facts.strayOffset.map { [strayBytes(from: $0)] } ?? []
    },
    PromptRule(
      "chunk-order", .error, Text(english: "`fmt ` before `data`"),
      reason: Text(english: "players that read from the start do not know what they play (RIFF)"),
      remedy: .repair,
      example: Text(english: "the fmt chunk at offset 8032 comes after the audio")
    ) { subject in
      outOfOrder("fmt ", subject.facts)
    },
    PromptRule(
      "fact-order", .warning, Text(english: "`fact` before `data`"),
      reason: Text(english: "players that read from the start need it there (RIFF)"),
      remedy: .repair,
      example: Text(english: "the fact chunk at offset 8046 comes after the audio")
    ) { subject in
      outOfOrder("fact", subject.facts)
    },
    PromptRule(
      "repeated-chunk", .error, Text(english: "one chunk each of `fmt `, `fact` and `data`"),
      reason: Text(english: "players disagree about which of two they play (RIFF)"),
      remedy: .convertAgain,
      example: Text(english: "there are 2 \"data\" chunks")
    ) { subject in
      ["fmt ", "fact", "data"].compactMap { id in
        let count = subject.facts.chunks.count { $0.id == id }
        return count > 1 ? Text(english: "there are \(count) \"\(id)\" chunks") : nil
      }
    },
    PromptRule(
      "fact-missing", .warning, Text(english: "a `fact` chunk"),
      reason: Text(english: "required for every format that is not PCM (RIFF)"),
      remedy: .repair,
      example: Text(english: "there is no \"fact\" chunk")
    ) { subject in
      guard let format = subject.facts.format, format.effectiveTag != WAVFacts.Format.pcmTag,
        subject.facts.factSampleCount == nil
      else { return [] }
      return [Text(english: "there is no \"fact\" chunk")]
    },
    PromptRule(
      "fact-wrong", .warning, Text(english: "a `fact` chunk with the number of samples"),
      reason: Text(english: "some players stop where it says (RIFF)"),
      remedy: .repair,
      example: Text(english: "the fact chunk states 9 samples, there are 8,000")
    ) { subject in
      guard let count = subject.facts.factSampleCount, let format = subject.facts.format,
        let data = subject.facts.data, format.blockAlign > 0, subject.facts.encoding != nil
      else { return [] }
      let expected = data.presentSize / format.blockAlign
      return count == expected
        ? []
        : [
          Text(
            english: "the fact chunk states \(count.grouped) samples, there are \(expected.grouped)"
          )
        ]
    },
    PromptRule(
      "chunk-before-data", .warning,
      Text(english: "nothing but `fmt ` and `fact` before the audio"),
      reason: Text(
        english: "players that expect the audio at a fixed place play the chunk as noise"),
      remedy: .repair,
      example: Text(english: "a \"LIST\" chunk of 4 bytes at offset 50, before the audio")
    ) { subject in
      otherChunks(subject.facts, beforeData: true).map { chunk in
        Text(
          english: "a \"\(chunk.id)\" chunk of \(chunk.statedSize.grouped) bytes at offset "
            + "\(chunk.offset), before the audio")
      }
    },
    PromptRule(
      "chunk-after-data", .note, Text(english: "nothing after the audio"),
      reason: Text(english: "it takes room and no player needs it"),
      remedy: .repair,
      example: Text(english: "a \"id3 \" chunk of 3 bytes at offset 8058, after the audio")
    ) { subject in
      otherChunks(subject.facts, beforeData: false).map { chunk in
        Text(
          english: "a \"\(chunk.id)\" chunk of \(chunk.statedSize.grouped) bytes at offset "
            + "\(chunk.offset), after the audio")
      }
    },
    PromptRule(
      "pad-byte", .warning, Text(english: "a zero byte after data of odd size"),
      reason: Text(english: "chunks have even lengths in the file (RIFF)"),
      remedy: .repair,
      example: Text(english: "the pad byte after the last chunk is missing")
    ) { subject in
      if subject.facts.lacksPadByte {
        return [Text(english: "the pad byte after the last chunk is missing")]
      }
      return subject.facts.hasWrongPadByte
        ? [Text(english: "the pad byte after the audio is not zero")] : []
    },
    PromptRule(
      "trailing-bytes", .warning, Text(english: "nothing after the RIFF chunk"),
      reason: Text(
        english: "players may take it for audio, and an upload may be refused for it (RIFF)"),
      remedy: .repair,
      example: Text(english: "777 bytes follow the RIFF chunk")
    ) { subject in
      let count = subject.facts.trailingByteCount
      guard count > 0 else { return [] }
      return [
        subject.facts.trailingIsRIFF
          ? Text(english: "\(count.grouped) bytes follow the RIFF chunk: another RIFF file")
          : Text(english: "\(count.grouped) bytes follow the RIFF chunk")
      ]
    },
  ]

  private static func strayBytes(from offset: Int) -> Text {
    Text(
      english: "from offset \(offset) on there is no whole chunk; a size before it must be wrong")
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
  return [Text(english: "the \(name) chunk at offset \(chunk.offset) comes after the audio")]
}
