internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

extension SoundChange {
  /// `+7.3 dB to -22.0 dBov, 0.4 s trimmed, limited by 1.2 dB`; what was not done is not said.
  var words: Text {
    Text(
      english: {
        var parts: [String] = []
        if let level { parts.append(level.words) }
        if trimmedBefore + trimmedAfter >= 0.05 {
          parts.append("\((trimmedBefore + trimmedAfter).fixed(1)) s trimmed")
        }
        if isHighPassed { parts.append("high-passed") }
        if let limited = level?.limited, limited >= 0.05 {
          parts.append("limited by \(limited.fixed(1)) dB")
        }
        return parts.isEmpty ? "sound unchanged" : parts.joined(separator: ", ")
      }())
  }
}

extension LevelChange {
  fileprivate var words: String {
    "\(gain.signed(1)) dB" + (after.map { " to \($0.fixed(1)) dBov" } ?? "")
  }
}

extension SoundFacts {
  /// The lines of an inspection.
  ///
  /// - Parameter encoding: of the prompt: what it is at an exchange depends on it.
  func lines(_ encoding: SampleEncoding) -> [String] {
    var lines: [String] = []
    if let speechLevel, let activeLevel, let activity {
      let dBm0 =
        encoding == .muLaw
        ? SpeechLevelMeter.dBm0(ofMuLaw: speechLevel) : SpeechLevelMeter.dBm0(ofALaw: speechLevel)
      lines.append(
        "  speech    \(speechLevel.fixed(1)) dBov (\(dBm0.fixed(1)) dBm0), "
          + "\((100 * activity).fixed(0)) % of the time; \(activeLevel.fixed(1)) dBov by plain P.56"
      )
    } else {
      lines.append("  speech    none found")
    }
    if let noiseFloor { lines.append("  noise     \(noiseFloor.fixed(1)) dB of the speech level") }
    lines.append(
      "  silence   \(leadingSilence.fixed(2)) s at the start, \(trailingSilence.fixed(2)) s at the end"
    )
    if lowEnergy.isFinite {
      lines.append(
        "  low end   \(lowEnergy.fixed(1)) dB of the energy is below 80 Hz; DC "
          + (meanDecibels.isFinite ? "at \(meanDecibels.fixed(1)) dB of the level" : "none"))
    }
    return lines
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
    var table = TextTable(heading: ["RECORDING", "BEFORE", "GAIN", "AFTER", "STANDS OUT"])
    for (recording, level) in sorted {
      let distance = level.before.map { $0 - median } ?? 0
      table.add([
        recording, level.before.map { $0.fixed(1) } ?? "-", level.gain.signed(1),
        level.after.map { $0.fixed(1) } ?? "-",
        level.before == nil
          ? "no speech"
          : abs(distance) > Self.spread && levels.count > 2
            ? "\(abs(distance).fixed(1)) dB \(distance < 0 ? "below" : "above") the median" : "",
      ])
    }
    return ["", "levels in dBov, gains in dB"] + table.lines
  }
}

extension Double {
  /// With a sign, unless it rounds to nothing.
  fileprivate func signed(_ digits: Int) -> String {
    let text = fixed(digits)
    return self > 0 && Double(text) != 0 ? "+" + text : text
  }
}
