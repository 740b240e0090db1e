internal import AudioFiles
internal import TelephonyAudio

extension PromptRule {
  /// The fields of the `fmt ` chunk: what the platform takes, and what must agree in any format.
  static func formatRules(_ profile: PlatformProfile) -> [PromptRule] {
    let accepted = profile.accepted
    let encodings = accepted?.encodings
    return [
      formatMissing,
      accepted.flatMap { encoding(profile, $0) }, accepted.flatMap { sampleRate(profile, $0) },
      accepted.flatMap { channels(profile, $0) }, accepted.flatMap { bits(profile, $0) },
      byteRate(ofKnownOnly: encodings == nil), blockAlign(ofKnownOnly: encodings == nil),
      accepted.flatMap { extensible(profile, $0) }, formatSize(encodings),
    ].compactMap { $0 }
  }

  private static let formatMissing = PromptRule(
    "format-missing", .error,
    Text(english: "a `fmt ` chunk of at least 16 bytes", chinese: "`fmt ` 块至少 16 字节"),
    reason: Text(
      english: "without it nobody knows what the audio is (RIFF)", chinese: "没有它，就无法知道音频是什么格式（RIFF）"
    ),
    remedy: .convertAgain,
    example: Text(english: "there is no whole \"fmt \" chunk", chinese: "没有完整的 \"fmt \" 块")
  ) { subject in
    subject.facts.isWAVE && subject.facts.format == nil
      ? [Text(english: "there is no whole \"fmt \" chunk", chinese: "没有完整的 \"fmt \" 块")] : []
  }

  // MARK: What the platform takes

  private static func encoding(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let encodings = accepted.encodings else { return nil }
    let message: @Sendable (Int) -> Text = { found in
      Text(
        english: "the format tag at offset 20 is \(UInt(found).hexadecimal)"
          + "\(name(ofTag: found).english), should be \(encodings.tags.english)",
        chinese: "偏移 20 处的格式标签是 \(UInt(found).hexadecimal)\(name(ofTag: found).chinese)，应为 "
          + encodings.tags.chinese)
    }
    let wrong = [7, 6, 2].first { !accepted.has(tag: $0) } ?? 0
    return PromptRule(
      "encoding", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(
        english: encodings.map(\.fullName).alternatives.english + ", format tag "
          + encodings.map(\.hexadecimalTag).alternatives.english,
        chinese: encodings.map(\.fullName).alternatives.chinese + "，格式标签 "
          + encodings.map(\.hexadecimalTag).alternatives.chinese),
      remedy: .convertAgain, example: message(wrong)
    ) { subject in
      guard let found = subject.facts.format?.effectiveTag, !accepted.has(tag: found)
      else { return [] }
      return [message(found)]
    }
  }

  private static func sampleRate(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let rates = accepted.sampleRates else { return nil }
    let message: @Sendable (Int) -> Text = { found in
      Text(
        english:
          "the sample rate at offset 24 is \(found) Hz, should be \(rates.alternatives.english) Hz",
        chinese: "偏移 24 处的采样率是 \(found) Hz，应为 \(rates.alternatives.chinese) Hz")
    }
    let wrong = [16_000, 44_100].first { !rates.contains($0) } ?? 0
    return PromptRule(
      "sample-rate", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(
        english: "\(rates.alternatives.english) Hz", chinese: "采样率 \(rates.alternatives.chinese) Hz"
      ), remedy: .convertAgain, example: message(wrong)
    ) { subject in
      guard let found = subject.facts.format?.sampleRate, !rates.contains(found) else { return [] }
      return [message(found)]
    }
  }

  private static func channels(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let counts = accepted.channelCounts else { return nil }
    return PromptRule(
      "channels", of: profile, accepted.basis, isBinding: accepted.isBinding,
      counts == [1]
        ? Text(english: "mono", chinese: "单声道")
        : Text(
          english: "\(counts.alternatives.english) channels",
          chinese: "\(counts.alternatives.chinese) 个声道"),
      remedy: .convertAgain,
      example: Text(
        english:
          "the channel count at offset 22 is \((counts.max() ?? 1) + 1), should be "
          + counts.alternatives.english,
        chinese: "偏移 22 处的声道数是 \((counts.max() ?? 1) + 1)，应为 \(counts.alternatives.chinese)")
    ) { subject in
      field(
        subject.facts.format?.channelCount, of: counts,
        Text(english: "channel count", chinese: "声道数"), at: 22)
    }
  }

  private static func bits(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let encodings = accepted.encodings else { return nil }
    let all = Array(Set(encodings.flatMap(\.bits))).sorted()
    let requirement = Text(
      english: "\(all.alternatives.english) bits per sample",
      chinese: "位深 \(all.alternatives.chinese)")
    let wrong = [16, 24].first { !all.contains($0) } ?? 0
    let example = Text(
      english:
        "the bits per sample at offset 34 is \(wrong), should be \(all.alternatives.english)",
      chinese: "偏移 34 处的位深是 \(wrong)，应为 \(all.alternatives.chinese)")
    let check: @Sendable (PromptSubject) -> [Text] = { subject in
      let tag = subject.facts.format?.effectiveTag
      return field(
        subject.facts.format?.bitsPerSample, of: encodings.first { $0.tag == tag }?.bits ?? all,
        Text(english: "bits per sample", chinese: "位深"), at: 34)
    }
    // What a code is, G.711 says and not the platform.
    guard encodings.allSatisfy(\.isG711) else {
      return PromptRule(
        "bits", of: profile, accepted.basis, isBinding: accepted.isBinding, requirement,
        remedy: .convertAgain, example: example, check: check)
    }
    let names = encodings.map(\.name).alternatives
    let article = encodings.first?.tag == Int(SampleEncoding.aLaw.waveFormatTag) ? "an" : "a"
    return PromptRule(
      "bits", accepted.isBinding ? .error : .warning, requirement,
      reason: Text(
        english: "\(article) \(names.english) code is one byte (ITU-T G.711)",
        chinese: "一个 \(names.chinese) 码字是一个字节（ITU-T G.711）"),
      remedy: .convertAgain, example: example, check: check)
  }

  private static func extensible(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let encodings = accepted.encodings else { return nil }
    let message: @Sendable (Int) -> Text = { meant in
      let wanted = encodings.filter { $0.tag == meant }
      return Text(
        english: "the format tag at offset 20 is "
          + "\(UInt(WAVFacts.Format.extensibleTag).hexadecimal) (extensible), should be "
          + (wanted.isEmpty ? encodings : wanted).tags.english,
        chinese: "偏移 20 处的格式标签是 \(UInt(WAVFacts.Format.extensibleTag).hexadecimal)（extensible），应为 "
          + (wanted.isEmpty ? encodings : wanted).tags.chinese)
    }
    return PromptRule(
      "extensible", accepted.isBinding ? .error : .warning,
      Text(english: "no WAVE_FORMAT_EXTENSIBLE", chinese: "不用 WAVE_FORMAT_EXTENSIBLE"),
      reason: Text(
        english: "players that know \(encodings.map(\.name).alternatives.english) by its tag "
          + "\(encodings.map(\.hexadecimalTag).alternatives.english) do not look into the "
          + "extension",
        chinese: "凭标签 \(encodings.map(\.hexadecimalTag).alternatives.chinese) 识别 "
          + "\(encodings.map(\.name).alternatives.chinese) 的播放器不会去看扩展部分"),
      remedy: .repair, example: message(encodings.first?.tag ?? 0)
    ) { subject in
      guard let format = subject.facts.format, format.tag == WAVFacts.Format.extensibleTag else {
        return []
      }
      return [message(format.effectiveTag)]
    }
  }

  // MARK: What must agree

  /// - Parameter ofKnownOnly: whether formats may occur in which a frame is something else.
  private static func byteRate(ofKnownOnly: Bool) -> PromptRule {
    PromptRule(
      "byte-rate", .error,
      Text(english: "bytes per second that are rate × block align", chinese: "每秒字节数等于采样率 × 块对齐"),
      reason: Text(english: "players buffer and seek by it (RIFF)", chinese: "播放器按它缓冲和定位（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the bytes per second at offset 28 is 16000, should be 8000",
        chinese: "偏移 28 处的每秒字节数是 16000，应为 8000")
    ) { subject in
      guard let format = subject.facts.format, !ofKnownOnly || subject.facts.encoding != nil
      else { return [] }
      // 32 by 16 by 16 bits, none of which is believed: 64 bits without a sign hold them.
      let bits =
        UInt64(format.sampleRate) * UInt64(format.channelCount)
        * UInt64(format.bitsPerSample)
      return field(
        format.byteRate, of: [Int(bits / 8)], Text(english: "bytes per second", chinese: "每秒字节数"),
        at: 28)
    }
  }

  private static func blockAlign(ofKnownOnly: Bool) -> PromptRule {
    PromptRule(
      "block-align", .error,
      Text(
        english: "a block align that is channels × bytes a sample", chinese: "块对齐等于声道数 × 每个采样点的字节数"),
      reason: Text(
        english: "players cut the audio into frames by it (RIFF)", chinese: "播放器按它把音频切分成帧（RIFF）"),
      remedy: .repair,
      example: Text(
        english: "the block align at offset 32 is 2, should be 1", chinese: "偏移 32 处的块对齐是 2，应为 1")
    ) { subject in
      guard let format = subject.facts.format, !ofKnownOnly || subject.facts.encoding != nil
      else { return [] }
      return field(
        format.blockAlign, of: [format.channelCount * format.bitsPerSample / 8],
        Text(english: "block align", chinese: "块对齐"), at: 32)
    }
  }

  /// - Parameter encodings: nil for any.
  private static func formatSize(_ encodings: [AcceptedFormats.Encoding]?) -> PromptRule {
    let (long, short) = (WAVFormat.Header.extended.formatSize, WAVFormat.Header.plain.formatSize)
    let reasons = (
      long: Text(
        english: "formats that are not PCM have the longer form (RIFF)",
        chinese: "PCM 以外的格式采用较长的形式（RIFF）"),
      short: Text(english: "PCM has the short form (RIFF)", chinese: "PCM 采用较短的形式（RIFF）")
    )
    let linear = encodings?.map { $0.tag == WAVFacts.Format.pcmTag }
    let words =
      switch (linear?.contains(true) ?? true, linear?.contains(false) ?? true) {
      case (true, false): (Text(english: "\(short) bytes", chinese: "\(short) 字节"), reasons.short)
      case (false, _): (Text(english: "\(long) bytes", chinese: "\(long) 字节"), reasons.long)
      case (true, true):
        (
          Text(
            english: "\(long) bytes, for PCM of \(short)", chinese: "\(long) 字节，PCM 为 \(short)"),
          [reasons.long, reasons.short].joined("; ", "；")
        )
      }
    let example = words.1 == reasons.short ? (long, short) : (short, long)
    let known = encodings?.map(\.tag) ?? SampleEncoding.all.map { Int($0.waveFormatTag) }
    return PromptRule(
      "format-size", .warning,
      Text(
        english: "a `fmt ` chunk of \(words.0.english)", chinese: "`fmt ` 块为 \(words.0.chinese)"),
      reason: words.1,
      remedy: .repair,
      example: Text(
        english:
          "the size of the fmt chunk at offset 16 is \(example.0), should be \(example.1)",
        chinese: "偏移 16 处的块 fmt 的大小是 \(example.0)，应为 \(example.1)")
    ) { subject in
      guard let format = subject.facts.format, known.contains(format.tag) else { return [] }
      let wanted = format.tag == WAVFacts.Format.pcmTag ? short : long
      let hasExtension = format.size == wanted && wanted == long
      return field(
        format.size, of: [wanted], Text(english: "size of the fmt chunk", chinese: "块 fmt 的大小"),
        at: 16)
        + field(
          hasExtension ? format.extensionSize : nil, of: [0],
          Text(english: "extension size", chinese: "扩展部分大小"),
          at: 36)
    }
  }
}

/// A message where a field of the header is none of what it should be.
private func field(_ found: Int?, of expected: [Int], _ name: Text, at offset: Int) -> [Text] {
  guard let found, !expected.contains(found) else { return [] }
  return [
    Text(
      english: "the \(name.english) at offset \(offset) is \(found), should be "
        + expected.alternatives.english,
      chinese: "偏移 \(offset) 处的\(name.chinese)是 \(found)，应为 \(expected.alternatives.chinese)")
  ]
}

/// The tags that occur most, in brackets: RFC 2361, appendix A.
private func name(ofTag tag: Int) -> Text {
  let names = [
    1: "PCM", 2: "MS ADPCM", 3: "float", 6: "A-law", 7: "µ-law", 0x11: "IMA ADPCM",
    0x31: "GSM 06.10", 0x55: "MP3",
  ]
  let name = names[tag]
  return Text(
    english: name.map { " (\($0))" } ?? "", chinese: name.map { "（\($0)）" } ?? "")
}

extension [Int] {
  /// `8, 16 or 32`
  fileprivate var alternatives: Text {
    let words = map { "\($0)" }.map { number in Text(english: number, chinese: number) }
    let head = words.dropLast().joined(", ", "、")
    return (words.count > 1 ? [head] + words.suffix(1) : words).joined(" or ", " 或 ")
  }
}

extension AcceptedFormats.Encoding {
  fileprivate var hexadecimalTag: String { UInt16(tag).hexadecimal }
}

extension [AcceptedFormats.Encoding] {
  /// `0x0007 (µ-law) or 0x0006 (A-law)`
  fileprivate var tags: Text {
    map { encoding in
      Text(
        english: "\(encoding.hexadecimalTag) (\(encoding.name))",
        chinese: "\(encoding.hexadecimalTag)（\(encoding.name)）")
    }.joined(" or ", " 或 ")
  }
}
