internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

extension SoundChange {
  /// `+7.3 dB to -22.0 dBov, 0.4 s trimmed, limited by 1.2 dB`; what was not done is not said.
  var words: Text {
    var parts: [Text] = []
    if let level { parts.append(level.words) }
    let trimmed = trimmedBefore + trimmedAfter
    if trimmed >= 0.05 {
      parts.append(
        Text(english: "\(trimmed.fixed(1)) s trimmed", chinese: "裁剪 \(trimmed.fixed(1)) s"))
    }
    if isHighPassed { parts.append(Text(english: "high-passed", chinese: "已高通滤波")) }
    if let limited = level?.limited, limited >= 0.05 {
      parts.append(
        Text(
          english: "limited by \(limited.fixed(1)) dB", chinese: "限幅 \(limited.fixed(1)) dB"))
    }
    if parts.isEmpty { return Text(english: "sound unchanged", chinese: "声音未变") }
    return parts.joined(", ", "，")
  }
}

extension LevelChange {
  fileprivate var words: Text {
    let gain = gain.signed(1)
    guard let after = after?.fixed(1) else {
      return Text(english: "\(gain) dB", chinese: "\(gain) dB")
    }
    return Text(english: "\(gain) dB to \(after) dBov", chinese: "\(gain) dB 至 \(after) dBov")
  }
}

extension SoundFacts {
  /// Puts them into the table of an inspection.
  ///
  /// - Parameter encoding: of the prompt: what it is at an exchange depends on it.
  func add(to facts: inout TextTable, _ encoding: SampleEncoding) {
    facts.add(fact: Text(english: "speech", chinese: "语音"), speechWords(encoding))
    if let noise = noiseFloor?.fixed(1) {
      facts.add(
        fact: Text(english: "noise", chinese: "底噪"),
        Text(english: "\(noise) dB of the speech level", chinese: "相对语音响度 \(noise) dB"))
    }
    let (before, after) = (leadingSilence.fixed(2), trailingSilence.fixed(2))
    facts.add(
      fact: Text(english: "silence", chinese: "静音"),
      Text(
        english: "\(before) s at the start, \(after) s at the end",
        chinese: "开头 \(before) s，结尾 \(after) s"))
    if lowEnergy.isFinite {
      let (low, offset) = (lowEnergy.fixed(1), meanDecibels)
      facts.add(
        fact: Text(english: "low end", chinese: "低频"),
        Text(
          english: "\(low) dB of the energy is below 80 Hz; DC "
            + (offset.isFinite ? "at \(offset.fixed(1)) dB of the level" : "none"),
          chinese: "80 Hz 以下的能量相对总能量 \(low) dB；"
            + (offset.isFinite ? "直流偏移相对响度 \(offset.fixed(1)) dB" : "没有直流偏移")))
    }
  }

  func speechWords(_ encoding: SampleEncoding) -> Text {
    guard let speechLevel, let activeLevel, let activity else {
      return Text(english: "none found", chinese: "未发现")
    }
    let dBm0 =
      (encoding == .muLaw
      ? SpeechLevelMeter.dBm0(ofMuLaw: speechLevel) : SpeechLevelMeter.dBm0(ofALaw: speechLevel))
      .fixed(1)
    let (level, plain, share) = (
      speechLevel.fixed(1), activeLevel.fixed(1), (100 * activity).fixed(0)
    )
    return Text(
      english: "\(level) dBov (\(dBm0) dBm0), \(share) % of the time; \(plain) dBov by plain P.56",
      chinese: "\(level) dBov（\(dBm0) dBm0），占时长的 \(share) %；按 P.56 原方法为 \(plain) dBov")
  }
}

/// The levels of many prompts before and after, the quietest recording first: what stands out is
/// seen at once.
struct LevelTable {
  private var rows: [(recording: String, level: LevelChange)] = []

  /// How far a recording may lie from the median of all without standing out, in dB.
  private static let spread = PromptAdvice().levelSpread

  mutating func add(_ outcome: PromptBatch.Outcome) {
    guard let level = try? outcome.result.get().sound?.level else { return }
    rows.append((outcome.job.recording, level))
  }

  /// None where no level was changed.
  var lines: [String] {
    if rows.isEmpty { return [] }
    let sorted = rows.sorted {
      ($0.level.before ?? .infinity, $0.recording) < ($1.level.before ?? .infinity, $1.recording)
    }
    let levels = sorted.compactMap(\.level.before)
    let median =
      levels.isEmpty ? 0 : (levels[(levels.count - 1) / 2] + levels[levels.count / 2]) / 2
    var table = TextTable(heading: [
      Text(english: "RECORDING", chinese: "录音"), Text(english: "BEFORE", chinese: "处理前"),
      Text(english: "GAIN", chinese: "增益"), Text(english: "AFTER", chinese: "处理后"),
      Text(english: "STANDS OUT", chinese: "差异"),
    ])
    for (recording, level) in sorted {
      let distance = level.before.map { $0 - median } ?? 0
      let standsOut = abs(distance) > Self.spread && levels.count > 2
      table.add([
        recording, level.before.map { $0.fixed(1) } ?? "-", level.gain.signed(1),
        level.after.map { $0.fixed(1) } ?? "-",
        level.before == nil
          ? "\(Text(english: "no speech", chinese: "没有语音"))"
          : standsOut ? "\(Self.words(fromMedian: distance))" : "",
      ])
    }
    let units = Text(
      english: "levels in dBov, gains in dB", chinese: "响度单位为 dBov，增益单位为 dB")
    return ["", "\(units)"] + table.lines
  }

  private static func words(fromMedian distance: Double) -> Text {
    let amount = abs(distance).fixed(1)
    return Text(
      english: "\(amount) dB \(distance < 0 ? "below" : "above") the median",
      chinese: "比中位数\(distance < 0 ? "低" : "高") \(amount) dB")
  }
}

extension Double {
  /// With a sign, unless it rounds to nothing.
  fileprivate func signed(_ digits: Int) -> String {
    let text = fixed(digits)
    return self > 0 && Double(text) != 0 ? "+" + text : text
  }
}
