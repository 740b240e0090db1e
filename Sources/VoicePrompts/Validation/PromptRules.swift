// The rules themselves. "Guide" is the platform's Voice Call developer guide (2023-04-28), section
// 3.3; "API" its parameter documentation; "RIFF" Microsoft's "New Multimedia Data Types and Data
// Techniques", Rev. 3.

extension PromptRule {
  static let nameRules = [
    PromptRule(
      "name-characters", .error, "only 0-9 A-Z a-z - _ . @",
      reason: "the platform accepts no other character in a file name (guide)",
      remedy: "rename the file",
      example: "the name wait voice.wav has \" \", and only 0-9 A-Z a-z - _ . @ are allowed"
    ) { subject in
      guard case .characters? = FileName.fault(in: subject.name),
        let fault = FileName.fault(in: subject.name)
      else { return [] }
      return [fault.message]
    },
    PromptRule(
      "name-length", .error, "at most \(PromptSpec.nameLength.upperBound) characters",
      reason: "the request fields that name a prompt are String(1-128) (API)",
      remedy: "rename the file",
      example: "the name has 129 characters with its extension, and at most 128 are allowed"
    ) { subject in
      PromptSpec.nameLength.contains(subject.name.count)
        ? [] : [FileName.Fault.length(name: subject.name).message]
    },
    PromptRule(
      "name-extension", .error, "\(PromptSpec.nameExtension) at the end",
      reason: "only the Wave format is accepted, and it is told by the extension (API)",
      remedy: "rename the file",
      example: "the name does not end in .wav"
    ) { subject in
      subject.name.lowercased().hasSuffix(PromptSpec.nameExtension)
        ? [] : ["the name does not end in \(PromptSpec.nameExtension)"]
    },
    PromptRule(
      "name-case", .warning, "no other name that differs in case only",
      reason: "a request with the wrong case fails during the call (API, result 1010002)",
      remedy: "rename one of the files",
      example: "the name differs from Hold.wav in case only"
    ) { subject in
      subject.nameTwin.map { ["the name differs from \($0) in case only"] } ?? []
    },
  ]

  static let containerRules = [
    PromptRule(
      "not-wave", .error, "a RIFF/WAVE file",
      reason: "\"A-Law, 8000 Hz, mono Wave file\" (guide)",
      remedy: convertAgain,
      example: "this is MP3, not a RIFF/WAVE file, whatever it is called"
    ) { subject in
      if subject.facts.size == 0 { return ["the file is empty"] }
      return subject.facts.isWAVE
        ? [] : ["this is \(subject.facts.container), not a RIFF/WAVE file, whatever it is called"]
    },
    PromptRule(
      "size", .error, "at most \(PromptSpec.maximumSize), or what --max-size says",
      reason: "\"the final file must not exceed 2M\" (guide); 2,000,000 is the safe reading",
      remedy: "shorten the recording and convert it again",
      example: "2,000,058 bytes, over the limit of 2,000,000 bytes"
    ) { subject in
      subject.facts.size > subject.maximumSize.bytes
        ? ["\(ByteSize(subject.facts.size)), over the limit of \(subject.maximumSize)"] : []
    },
    PromptRule(
      "size-near-limit", .warning, "not within 5 % of the limit",
      reason: "what 2M means is written nowhere, and the next version may be longer (our decision)",
      remedy: "shorten the recording if you can",
      example: "1,950,058 bytes, within 5 % of the limit of 2,000,000 bytes"
    ) { subject in
      let limit = subject.maximumSize.bytes
      guard subject.facts.size <= limit, subject.facts.size > limit - limit / 20 else { return [] }
      return ["\(ByteSize(subject.facts.size)), within 5 % of the limit of \(subject.maximumSize)"]
    },
    PromptRule(
      "riff-size", .error, "a RIFF size that is the file's size less 8",
      reason: "players read no further than it says; a writer into a pipe leaves 0 or 0xFFFFFFFF "
        + "(RIFF)",
      remedy: repair,
      example: "the RIFF size at offset 4 is 0, should be 8,050"
    ) { subject in
      guard let size = subject.facts.riffSize else { return [] }
      let needed = subject.facts.size - 8
      // What follows the RIFF chunk, and a last chunk without its pad byte, have their own rules.
      if size < needed, size >= 50, subject.facts.trailingByteCount > 0 { return [] }
      let padded = needed + (subject.facts.lacksPadByte ? 1 : 0)
      return size == needed || size == padded
        ? [] : ["the RIFF size at offset 4 is \(size.grouped), should be \(needed.grouped)"]
    },
  ]

  static let formatRules = [
    PromptRule(
      "format-missing", .error, "a `fmt ` chunk of at least 16 bytes",
      reason: "without it nobody knows what the audio is (RIFF)",
      remedy: convertAgain,
      example: "there is no whole \"fmt \" chunk"
    ) { subject in
      subject.facts.isWAVE && subject.facts.format == nil
        ? ["there is no whole \"fmt \" chunk"] : []
    },
    PromptRule(
      "encoding", .error, "G.711 A-law, format tag 0x0006",
      reason: "\"A-Law, 8000 Hz, mono Wave file\" (guide)",
      remedy: convertAgain,
      example: "the format tag at offset 20 is 0x0007 (µ-law), should be 0x0006 (A-law)"
    ) { subject in
      guard let format = subject.facts.format, format.effectiveTag != Int(PromptSpec.formatTag)
      else { return [] }
      return [
        "the format tag at offset 20 is \(hexadecimal(format.effectiveTag))"
          + "\(name(ofTag: format.effectiveTag)), should be 0x0006 (A-law)"
      ]
    },
    PromptRule(
      "sample-rate", .error, "\(PromptSpec.sampleRate) Hz",
      reason: "\"A-Law, 8000 Hz, mono Wave file\" (guide)",
      remedy: convertAgain,
      example: "the sample rate at offset 24 is 16000 Hz, should be 8000 Hz"
    ) { subject in
      field(subject.facts.format?.sampleRate, PromptSpec.sampleRate, "sample rate", at: 24, "Hz")
    },
    PromptRule(
      "channels", .error, "mono",
      reason: "\"A-Law, 8000 Hz, mono Wave file\" (guide)",
      remedy: convertAgain,
      example: "the channel count at offset 22 is 2, should be 1"
    ) { subject in
      field(subject.facts.format?.channelCount, PromptSpec.channelCount, "channel count", at: 22)
    },
    PromptRule(
      "bits", .error, "\(PromptSpec.bitsPerSample) bits a sample",
      reason: "an A-law code is one byte (ITU-T G.711)",
      remedy: convertAgain,
      example: "the bits a sample at offset 34 is 16, should be 8"
    ) { subject in
      field(
        subject.facts.format?.bitsPerSample, PromptSpec.bitsPerSample, "bits a sample", at: 34)
    },
    PromptRule(
      "byte-rate", .error, "bytes a second that are rate × block align",
      reason: "players buffer and seek by it (RIFF)",
      remedy: repair,
      example: "the bytes a second at offset 28 is 16000, should be 8000"
    ) { subject in
      guard let format = subject.facts.format else { return [] }
      // 32 by 16 by 16 bits, none of which is believed: 64 bits without a sign hold them.
      let bits =
        UInt64(format.sampleRate) * UInt64(format.channelCount)
        * UInt64(format.bitsPerSample)
      let expected = Int(bits / 8)
      return field(format.byteRate, expected, "bytes a second", at: 28)
    },
    PromptRule(
      "block-align", .error, "a block align that is channels × bytes a sample",
      reason: "players cut the audio into frames by it (RIFF)",
      remedy: repair,
      example: "the block align at offset 32 is 2, should be 1"
    ) { subject in
      guard let format = subject.facts.format else { return [] }
      let expected = format.channelCount * format.bitsPerSample / 8
      return field(format.blockAlign, expected, "block align", at: 32)
    },
    PromptRule(
      "extensible", .error, "no WAVE_FORMAT_EXTENSIBLE",
      reason: "players that know A-law by its tag 0x0006 do not look into the extension",
      remedy: repair,
      example: "the format tag at offset 20 is 0xFFFE (extensible), should be 0x0006 (A-law)"
    ) { subject in
      subject.facts.format?.tag == 0xFFFE
        ? ["the format tag at offset 20 is 0xFFFE (extensible), should be 0x0006 (A-law)"] : []
    },
    PromptRule(
      "format-size", .warning, "a `fmt ` chunk of 18 bytes",
      reason: "formats that are not PCM have the longer form (RIFF)",
      remedy: repair,
      example: "the size of the fmt chunk at offset 16 is 16, should be 18"
    ) { subject in
      guard let format = subject.facts.format, format.tag != 0xFFFE,
        format.effectiveTag == Int(PromptSpec.formatTag)
      else { return [] }
      return field(format.size, 18, "size of the fmt chunk", at: 16)
        + field(format.size == 18 ? format.extensionSize : nil, 0, "extension size", at: 36)
    },
  ]

  static let structureRules = [
    PromptRule(
      "no-audio", .error, "a `data` chunk that is not empty",
      reason: "an empty prompt is refused or cuts the call; for none, send silence",
      remedy: convertAgain,
      example: "the data chunk at offset 50 is empty"
    ) { subject in
      guard subject.facts.isWAVE else { return [] }
      guard let data = subject.facts.data else { return ["there is no \"data\" chunk"] }
      return data.statedSize == 0 ? ["the data chunk at offset \(data.offset) is empty"] : []
    },
    PromptRule(
      "data-size", .error, "a `data` chunk that is all there",
      reason: "the end of the prompt is missing, or the writer never filled in its length (RIFF)",
      remedy: "copy it again, or \(convertAgain)",
      example: "the data chunk states 9,000 bytes, the file holds 8,000"
    ) { subject in
      guard let data = subject.facts.data, data.statedSize > data.presentSize else { return [] }
      return [
        "the data chunk states \(data.statedSize.grouped) bytes, "
          + "the file holds \(data.presentSize.grouped)"
      ]
    },
    PromptRule(
      "stray-bytes", .error, "nothing but whole chunks in the RIFF chunk",
      reason: "a size before them is wrong, and audio may be lost (RIFF)",
      remedy: PromptRule.convertAgain,
      example: "from offset 1058 on there is no whole chunk; a size before it must be wrong"
    ) { subject in
      guard let offset = subject.facts.strayOffset else { return [] }
      return ["from offset \(offset) on there is no whole chunk; a size before it must be wrong"]
    },
    PromptRule(
      "chunk-order", .error, "`fmt ` before `data`",
      reason: "players that read from the start do not know what they play (RIFF)",
      remedy: PromptRule.repair,
      example: "the fmt chunk at offset 8032 comes after the audio"
    ) { subject in
      outOfOrder("fmt ", subject.facts)
    },
    PromptRule(
      "fact-order", .warning, "`fact` before `data`",
      reason: "players that read from the start need it there (RIFF)",
      remedy: PromptRule.repair,
      example: "the fact chunk at offset 8046 comes after the audio"
    ) { subject in
      outOfOrder("fact", subject.facts)
    },
    PromptRule(
      "repeated-chunk", .error, "one chunk each of `fmt `, `fact` and `data`",
      reason: "players disagree about which of two they play (RIFF)",
      remedy: convertAgain,
      example: "there are 2 \"data\" chunks"
    ) { subject in
      ["fmt ", "fact", "data"].compactMap { id in
        let count = subject.facts.chunks.count { $0.id == id }
        return count > 1 ? "there are \(count) \"\(id)\" chunks" : nil
      }
    },
    PromptRule(
      "fact-missing", .warning, "a `fact` chunk",
      reason: "required for every format that is not PCM (RIFF)",
      remedy: repair,
      example: "there is no \"fact\" chunk"
    ) { subject in
      guard let format = subject.facts.format, format.effectiveTag != 1,
        subject.facts.factSampleCount == nil
      else { return [] }
      return ["there is no \"fact\" chunk"]
    },
    PromptRule(
      "fact-wrong", .warning, "a `fact` chunk with the number of samples",
      reason: "some players stop where it says (RIFF)",
      remedy: repair,
      example: "the fact chunk states 9 samples, there are 8,000"
    ) { subject in
      guard let count = subject.facts.factSampleCount, let format = subject.facts.format,
        let data = subject.facts.data, format.blockAlign > 0,
        format.effectiveTag == Int(PromptSpec.formatTag)
      else { return [] }
      let expected = data.presentSize / format.blockAlign
      return count == expected
        ? [] : ["the fact chunk states \(count.grouped) samples, there are \(expected.grouped)"]
    },
    PromptRule(
      "chunk-before-data", .warning, "nothing but `fmt ` and `fact` before the audio",
      reason: "players that expect the audio at a fixed place play the chunk as noise",
      remedy: repair,
      example: "a \"LIST\" chunk of 4 bytes at offset 50, before the audio"
    ) { subject in
      otherChunks(subject.facts).filter { $0.isBeforeData }.map { other in
        "a \"\(other.chunk.id)\" chunk of \(other.chunk.statedSize.grouped) bytes "
          + "at offset \(other.chunk.offset), before the audio"
      }
    },
    PromptRule(
      "chunk-after-data", .note, "nothing after the audio",
      reason: "it takes room and no player needs it",
      remedy: repair,
      example: "a \"id3 \" chunk of 3 bytes at offset 8058, after the audio"
    ) { subject in
      otherChunks(subject.facts).filter { !$0.isBeforeData }.map { other in
        "a \"\(other.chunk.id)\" chunk of \(other.chunk.statedSize.grouped) bytes "
          + "at offset \(other.chunk.offset), after the audio"
      }
    },
    PromptRule(
      "pad-byte", .warning, "a zero byte after data of odd size",
      reason: "chunks have even lengths in the file (RIFF)",
      remedy: repair,
      example: "the pad byte after the last chunk is missing"
    ) { subject in
      if subject.facts.lacksPadByte { return ["the pad byte after the last chunk is missing"] }
      return subject.facts.hasWrongPadByte ? ["the pad byte after the audio is not zero"] : []
    },
    PromptRule(
      "trailing-bytes", .warning, "nothing after the RIFF chunk",
      reason: "players may take it for audio, and an upload may be refused for it (RIFF)",
      remedy: repair,
      example: "777 bytes follow the RIFF chunk"
    ) { subject in
      let count = subject.facts.trailingByteCount
      guard count > 0 else { return [] }
      let what = subject.facts.trailingIsRIFF ? ": another RIFF file" : ""
      return ["\(count.grouped) bytes follow the RIFF chunk" + what]
    },
  ]

  static let audioRules = [
    PromptRule(
      "silence", .note, "something to hear",
      reason: "a silent prompt is the documented way to switch a tone off (API); is it meant?",
      remedy: "nothing, if it is meant",
      example: "the prompt is silent from beginning to end"
    ) { subject in
      subject.facts.audio?.isSilent == true ? ["the prompt is silent from beginning to end"] : []
    },
    PromptRule(
      "clipping", .warning, "at most 1 % of the samples at full scale",
      reason: "more of it is heard as distortion",
      remedy: "lower the level of the recording and convert it again",
      example: "100.0 % of the samples are at full scale"
    ) { subject in
      guard let audio = subject.facts.audio, audio.fullScaleShare > 0.01 else { return [] }
      return ["\((100 * audio.fullScaleShare).fixed(1)) % of the samples are at full scale"]
    },
    PromptRule(
      "level", .note, "an RMS of -36 to -12 dB relative to full scale",
      reason: "speech on telephone lines is at about -22 dB (RFC 7874, section 4; ITU-T P.56 "
        + "aims at -26)",
      remedy: "set the level of the recording and convert it again",
      example: "the RMS level is -41.9 dB"
    ) { subject in
      guard let audio = subject.facts.audio, !audio.isSilent else { return [] }
      let range = -36.0 ... -12.0
      return range.contains(audio.rmsDecibels)
        ? [] : ["the RMS level is \(audio.rmsDecibels.fixed(1)) dB"]
    },
    PromptRule(
      "leading-silence", .note, "at most 1 s of silence at the start",
      reason: "callers take it for a dead line",
      remedy: "cut the recording and convert it again",
      example: "it begins with 1.50 s of silence"
    ) { subject in
      guard let audio = subject.facts.audio, !audio.isSilent, audio.leadingSilence > 1 else {
        return []
      }
      return ["it begins with \(audio.leadingSilence.fixed(2)) s of silence"]
    },
    PromptRule(
      "trailing-silence", .note, "at most 5 s of silence at the end",
      reason: "it takes room and keeps callers waiting",
      remedy: "cut the recording and convert it again",
      example: "it ends with 6.00 s of silence"
    ) { subject in
      guard let audio = subject.facts.audio, !audio.isSilent, audio.trailingSilence > 5 else {
        return []
      }
      return ["it ends with \(audio.trailingSilence.fixed(2)) s of silence"]
    },
    PromptRule(
      "dc-offset", .warning, "a mean of at most 1 % of full scale",
      reason: "it clicks at both ends and takes headroom",
      remedy: "remove the offset from the recording and convert it again",
      example: "the mean is 2.8 % of full scale"
    ) { subject in
      guard let audio = subject.facts.audio, abs(audio.offset) > 0.01 else { return [] }
      return ["the mean is \((100 * audio.offset).fixed(1)) % of full scale"]
    },
  ]
}

// MARK: What several rules need

/// A message where a field of the header is not what it should be.
private func field(
  _ found: Int?, _ expected: Int, _ name: String, at offset: Int, _ unit: String = ""
) -> [String] {
  guard let found, found != expected else { return [] }
  let suffix = unit.isEmpty ? "" : " " + unit
  return ["the \(name) at offset \(offset) is \(found)\(suffix), should be \(expected)\(suffix)"]
}

private func hexadecimal(_ tag: Int) -> String {
  let digits = String(tag, radix: 16, uppercase: true)
  return "0x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// The tags that occur most: RFC 2361, appendix A.
private func name(ofTag tag: Int) -> String {
  let names = [
    1: "PCM", 2: "MS ADPCM", 3: "float", 7: "µ-law", 0x11: "IMA ADPCM", 0x31: "GSM 06.10",
    0x55: "MP3",
  ]
  return names[tag].map { " (\($0))" } ?? ""
}

/// Chunks besides those of the 58-byte form.
private func otherChunks(
  _ facts: WAVFacts
) -> [(chunk: WAVFacts.Chunk, isBeforeData: Bool)] {
  let dataOffset = facts.data?.offset ?? Int.max
  let known = ["fmt ", "fact", "data"]
  // What is no chunk has a rule of its own; more than a few of them make no better message.
  return facts.chunks.filter { !known.contains($0.id) && $0.offset < facts.strayOffset ?? .max }
    .prefix(10)
    .map { ($0, $0.offset < dataOffset) }
}

/// A message for a chunk that should stand before the audio and does not.
private func outOfOrder(_ id: String, _ facts: WAVFacts) -> [String] {
  guard let data = facts.data, let chunk = facts.chunks.first(where: { $0.id == id }),
    chunk.offset > data.offset, chunk.offset < facts.strayOffset ?? .max
  else { return [] }
  let name = id.hasSuffix(" ") ? String(id.dropLast()) : id
  return ["the \(name) chunk at offset \(chunk.offset) comes after the audio"]
}
