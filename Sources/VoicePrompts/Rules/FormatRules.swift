internal import AudioFiles
internal import TelephonyAudio

extension PromptRule {
  /// The fields of the `fmt ` chunk.
  static func formatRules(_ wanted: WAVFormat) -> [PromptRule] {
    let encoding = wanted.encoding
    let tag = encoding.waveFormatTag.hexadecimal
    let guide = Text(english: "\"A-Law, 8000 Hz, mono Wave file\" (guide)")
    return [
      PromptRule(
        "format-missing", .error, Text(english: "a `fmt ` chunk of at least 16 bytes"),
        reason: Text(english: "without it nobody knows what the audio is (RIFF)"),
        remedy: .convertAgain,
        example: Text(english: "there is no whole \"fmt \" chunk")
      ) { subject in
        subject.facts.isWAVE && subject.facts.format == nil
          ? [Text(english: "there is no whole \"fmt \" chunk")] : []
      },
      PromptRule(
        "encoding", .error, Text(english: "G.711 \(encoding.name), format tag \(tag)"),
        reason: guide,
        remedy: .convertAgain,
        example: Text(
          english: "the format tag at offset 20 is 0x0007 (µ-law), should be \(tag) "
            + "(\(encoding.name))")
      ) { subject in
        guard let found = subject.facts.format?.effectiveTag, found != Int(encoding.waveFormatTag)
        else { return [] }
        return [
          Text(
            english: "the format tag at offset 20 is \(UInt(found).hexadecimal)"
              + "\(name(ofTag: found)), should be \(tag) (\(encoding.name))")
        ]
      },
      PromptRule(
        "sample-rate", .error, Text(english: "\(wanted.sampleRate) Hz"),
        reason: guide,
        remedy: .convertAgain,
        example: Text(
          english: "the sample rate at offset 24 is 16000 Hz, should be \(wanted.sampleRate) Hz")
      ) { subject in
        guard let found = subject.facts.format?.sampleRate, found != wanted.sampleRate else {
          return []
        }
        return [
          Text(
            english:
              "the sample rate at offset 24 is \(found) Hz, should be \(wanted.sampleRate) Hz"
          )
        ]
      },
      PromptRule(
        "channels", .error,
        wanted.channelCount == 1
          ? Text(english: "mono")
          : Text(
            english: "\(wanted.channelCount) channels"),
        reason: guide,
        remedy: .convertAgain,
        example: Text(english: "the channel count at offset 22 is 2, should be 1")
      ) { subject in
        field(
          subject.facts.format?.channelCount, wanted.channelCount,
          Text(english: "channel count"), at: 22)
      },
      PromptRule(
        "bits", .error, Text(english: "\(wanted.bitsPerSample) bits per sample"),
        reason: Text(english: "an \(encoding.name) code is one byte (ITU-T G.711)"),
        remedy: .convertAgain,
        example: Text(
          english: "the bits per sample at offset 34 is 16, should be \(wanted.bitsPerSample)")
      ) { subject in
        field(
          subject.facts.format?.bitsPerSample, wanted.bitsPerSample,
          Text(english: "bits per sample"), at: 34)
      },
      PromptRule(
        "byte-rate", .error, Text(english: "bytes per second that are rate × block align"),
        reason: Text(english: "players buffer and seek by it (RIFF)"),
        remedy: .repair,
        example: Text(english: "the bytes per second at offset 28 is 16000, should be 8000")
      ) { subject in
        guard let format = subject.facts.format else { return [] }
        // 32 by 16 by 16 bits, none of which is believed: 64 bits without a sign hold them.
        let bits =
          UInt64(format.sampleRate) * UInt64(format.channelCount)
          * UInt64(format.bitsPerSample)
        return field(
          format.byteRate, Int(bits / 8), Text(english: "bytes per second"), at: 28)
      },
      PromptRule(
        "block-align", .error, Text(english: "a block align that is channels × bytes a sample"),
        reason: Text(english: "players cut the audio into frames by it (RIFF)"),
        remedy: .repair,
        example: Text(english: "the block align at offset 32 is 2, should be 1")
      ) { subject in
        guard let format = subject.facts.format else { return [] }
        return field(
          format.blockAlign, format.channelCount * format.bitsPerSample / 8,
          Text(english: "block align"), at: 32)
      },
      PromptRule(
        "extensible", .error, Text(english: "no WAVE_FORMAT_EXTENSIBLE"),
        reason: Text(
          english: "players that know \(encoding.name) by its tag \(tag) do not look into the "
            + "extension"),
        remedy: .repair,
        example: extensible(encoding)
      ) { subject in
        subject.facts.format?.tag == WAVFacts.Format.extensibleTag ? [extensible(encoding)] : []
      },
      PromptRule(
        "format-size", .warning,
        Text(english: "a `fmt ` chunk of \(wanted.header.formatSize) bytes"),
        reason: Text(english: "formats that are not PCM have the longer form (RIFF)"),
        remedy: .repair,
        example: Text(
          english: "the size of the fmt chunk at offset 16 is 16, should be "
            + "\(wanted.header.formatSize)")
      ) { subject in
        guard let format = subject.facts.format, format.tag == Int(encoding.waveFormatTag)
        else { return [] }
        let hasRightSize = format.size == wanted.header.formatSize
        return field(
          format.size, wanted.header.formatSize, Text(english: "size of the fmt chunk"), at: 16)
          + field(
            hasRightSize ? format.extensionSize : nil, 0, Text(english: "extension size"), at: 36)
      },
    ]
  }

  private static func extensible(_ encoding: SampleEncoding) -> Text {
    Text(
      english: "the format tag at offset 20 is \(UInt(WAVFacts.Format.extensibleTag).hexadecimal) "
        + "(extensible), should be \(encoding.waveFormatTag.hexadecimal) (\(encoding.name))")
  }
}

/// A message where a field of the header is not what it should be.
private func field(_ found: Int?, _ expected: Int, _ name: Text, at offset: Int) -> [Text] {
  guard let found, found != expected else { return [] }
  return [
    Text(english: "the \(name.english) at offset \(offset) is \(found), should be \(expected)")
  ]
}

/// The tags that occur most, in brackets: RFC 2361, appendix A.
private func name(ofTag tag: Int) -> String {
  let names = [
    1: "PCM", 2: "MS ADPCM", 3: "float", 7: "µ-law", 0x11: "IMA ADPCM", 0x31: "GSM 06.10",
    0x55: "MP3",
  ]
  return names[tag].map { " (\($0))" } ?? ""
}
