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
    "format-missing", .error, Text(english: "a `fmt ` chunk of at least 16 bytes"),
    reason: Text(english: "without it nobody knows what the audio is (RIFF)"),
    remedy: .convertAgain,
    example: Text(english: "there is no whole \"fmt \" chunk")
  ) { subject in
    subject.facts.isWAVE && subject.facts.format == nil
      ? [Text(english: "there is no whole \"fmt \" chunk")] : []
  }

  // MARK: What the platform takes

  private static func encoding(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let encodings = accepted.encodings else { return nil }
    let message: @Sendable (Int) -> Text = { found in
      Text(
        english: "the format tag at offset 20 is \(UInt(found).hexadecimal)"
          + "\(name(ofTag: found)), should be \(encodings.tags)")
    }
    let wrong = [7, 6, 2].first { !accepted.has(tag: $0) } ?? 0
    return PromptRule(
      "encoding", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(
        english: encodings.map(\.fullName).joined(separator: " or ") + ", format tag "
          + encodings.map(\.hexadecimalTag).joined(separator: " or ")),
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
        english: "the sample rate at offset 24 is \(found) Hz, should be \(rates.alternatives) Hz")
    }
    let wrong = [16_000, 44_100].first { !rates.contains($0) } ?? 0
    return PromptRule(
      "sample-rate", of: profile, accepted.basis, isBinding: accepted.isBinding,
      Text(english: "\(rates.alternatives) Hz"), remedy: .convertAgain, example: message(wrong)
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
      counts == [1] ? Text(english: "mono") : Text(english: "\(counts.alternatives) channels"),
      remedy: .convertAgain,
      example: Text(
        english:
          "the channel count at offset 22 is \((counts.max() ?? 1) + 1), should be "
          + counts.alternatives)
    ) { subject in
      field(
        subject.facts.format?.channelCount, of: counts, Text(english: "channel count"), at: 22)
    }
  }

  private static func bits(
    _ profile: PlatformProfile, _ accepted: AcceptedFormats
  ) -> PromptRule? {
    guard let encodings = accepted.encodings else { return nil }
    let all = Array(Set(encodings.flatMap(\.bits))).sorted()
    let requirement = Text(english: "\(all.alternatives) bits per sample")
    let wrong = [16, 24].first { !all.contains($0) } ?? 0
    let example = Text(
      english: "the bits per sample at offset 34 is \(wrong), should be \(all.alternatives)")
    let check: @Sendable (PromptSubject) -> [Text] = { subject in
      let tag = subject.facts.format?.effectiveTag
      return field(
        subject.facts.format?.bitsPerSample, of: encodings.first { $0.tag == tag }?.bits ?? all,
        Text(english: "bits per sample"), at: 34)
    }
    // What a code is, G.711 says and not the platform.
    guard encodings.allSatisfy(\.isG711) else {
      return PromptRule(
        "bits", of: profile, accepted.basis, isBinding: accepted.isBinding, requirement,
        remedy: .convertAgain, example: example, check: check)
    }
    let names = encodings.map(\.name).joined(separator: " or ")
    let article = encodings.first?.tag == Int(SampleEncoding.aLaw.waveFormatTag) ? "an" : "a"
    return PromptRule(
      "bits", accepted.isBinding ? .error : .warning, requirement,
      reason: Text(english: "\(article) \(names) code is one byte (ITU-T G.711)"),
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
          + (wanted.isEmpty ? encodings : wanted).tags)
    }
    return PromptRule(
      "extensible", accepted.isBinding ? .error : .warning,
      Text(english: "no WAVE_FORMAT_EXTENSIBLE"),
      reason: Text(
        english: "players that know \(encodings.map(\.name).joined(separator: " or ")) by its tag "
          + "\(encodings.map(\.hexadecimalTag).joined(separator: " or ")) do not look into the "
          + "extension"),
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
      "byte-rate", .error, Text(english: "bytes per second that are rate × block align"),
      reason: Text(english: "players buffer and seek by it (RIFF)"),
      remedy: .repair,
      example: Text(english: "the bytes per second at offset 28 is 16000, should be 8000")
    ) { subject in
      guard let format = subject.facts.format, !ofKnownOnly || subject.facts.encoding != nil
      else { return [] }
      // 32 by 16 by 16 bits, none of which is believed: 64 bits without a sign hold them.
      let bits =
        UInt64(format.sampleRate) * UInt64(format.channelCount)
        * UInt64(format.bitsPerSample)
      return field(
        format.byteRate, of: [Int(bits / 8)], Text(english: "bytes per second"), at: 28)
    }
  }

  private static func blockAlign(ofKnownOnly: Bool) -> PromptRule {
    PromptRule(
      "block-align", .error, Text(english: "a block align that is channels × bytes a sample"),
      reason: Text(english: "players cut the audio into frames by it (RIFF)"),
      remedy: .repair,
      example: Text(english: "the block align at offset 32 is 2, should be 1")
    ) { subject in
      guard let format = subject.facts.format, !ofKnownOnly || subject.facts.encoding != nil
      else { return [] }
      return field(
        format.blockAlign, of: [format.channelCount * format.bitsPerSample / 8],
        Text(english: "block align"), at: 32)
    }
  }

  /// - Parameter encodings: nil for any.
  private static func formatSize(_ encodings: [AcceptedFormats.Encoding]?) -> PromptRule {
    let (long, short) = (WAVFormat.Header.extended.formatSize, WAVFormat.Header.plain.formatSize)
    let reasons = (
      long: "formats that are not PCM have the longer form (RIFF)",
      short: "PCM has the short form (RIFF)"
    )
    let linear = encodings?.map { $0.tag == WAVFacts.Format.pcmTag }
    let words =
      switch (linear?.contains(true) ?? true, linear?.contains(false) ?? true) {
      case (true, false): ("\(short) bytes", reasons.short)
      case (false, _): ("\(long) bytes", reasons.long)
      case (true, true):
        ("\(long) bytes, for PCM of \(short)", "\(reasons.long); \(reasons.short)")
      }
    let example = words.1 == reasons.short ? (long, short) : (short, long)
    let known = encodings?.map(\.tag) ?? SampleEncoding.all.map { Int($0.waveFormatTag) }
    return PromptRule(
      "format-size", .warning, Text(english: "a `fmt ` chunk of \(words.0)"),
      reason: Text(english: words.1),
      remedy: .repair,
      example: Text(
        english:
          "the size of the fmt chunk at offset 16 is \(example.0), should be \(example.1)")
    ) { subject in
      guard let format = subject.facts.format, known.contains(format.tag) else { return [] }
      let wanted = format.tag == WAVFacts.Format.pcmTag ? short : long
      let hasExtension = format.size == wanted && wanted == long
      return field(format.size, of: [wanted], Text(english: "size of the fmt chunk"), at: 16)
        + field(
          hasExtension ? format.extensionSize : nil, of: [0], Text(english: "extension size"),
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
        + expected.alternatives)
  ]
}

/// The tags that occur most, in brackets: RFC 2361, appendix A.
private func name(ofTag tag: Int) -> String {
  let names = [
    1: "PCM", 2: "MS ADPCM", 3: "float", 6: "A-law", 7: "µ-law", 0x11: "IMA ADPCM",
    0x31: "GSM 06.10", 0x55: "MP3",
  ]
  return names[tag].map { " (\($0))" } ?? ""
}

extension [Int] {
  /// `8, 16 or 32`
  fileprivate var alternatives: String {
    let words = map { "\($0)" }
    guard let last = words.last, count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension AcceptedFormats.Encoding {
  fileprivate var hexadecimalTag: String { UInt16(tag).hexadecimal }
}

extension [AcceptedFormats.Encoding] {
  /// `0x0007 (µ-law) or 0x0006 (A-law)`
  fileprivate var tags: String {
    map { "\($0.hexadecimalTag) (\($0.name))" }.joined(separator: " or ")
  }
}
