internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// What was measured of a prompt, in words.
struct PromptFigures {
  private let prompt: PromptReview
  private let median: Double?

  init(_ prompt: PromptReview, median: Double?) {
    self.prompt = prompt
    self.median = median
  }

  var rows: [(name: Text, value: Text)] {
    var rows: [(name: Text, value: Text)] = []
    if let sound = prompt.sound { rows += speech(sound) }
    rows += levels
    if let sound = prompt.sound { rows += surroundings(sound) }
    if let facts = prompt.findings.facts {
      if let duration = facts.duration {
        rows.append((Text(english: "Duration", chinese: "时长"), same(duration.duration)))
      }
      let size = facts.size.grouped
      rows.append(
        (
          Text(english: "Size", chinese: "大小"),
          Text(english: "\(size) bytes", chinese: "\(size) 字节")
        ))
    }
    return rows
  }

  private func same(_ text: String) -> Text { Text(english: text, chinese: text) }

  private func speech(_ sound: SoundFacts) -> [(name: Text, value: Text)] {
    let name = Text(english: "Speech level", chinese: "语音响度")
    guard let level = sound.speechLevel, let active = sound.activeLevel,
      let activity = sound.activity
    else { return [(name, Text(english: "no speech found", chinese: "未发现语音"))] }
    let dBm0 = SpeechLevelMeter.dBm0(ofALaw: level).fixed(1)
    var rows = [
      (name, same("\(level.fixed(1)) dBov (\(dBm0) dBm0)")),
      (
        Text(english: "From the target", chinese: "与目标之差"),
        same("\((level - prompt.target).signed) dB")
      ),
    ]
    if let median, !prompt.carriesMusic {
      rows.append(
        (
          Text(english: "From the median", chinese: "与中位数之差"),
          same("\((level - median).signed) dB")
        ))
    }
    rows.append(
      (
        Text(english: "Active level (P.56)", chinese: "有效语音响度（P.56）"),
        same("\(active.fixed(1)) dBov")
      ))
    rows.append(
      (Text(english: "Time with speech", chinese: "语音所占时间"), same("\((100 * activity).fixed(0)) %"))
    )
    return rows
  }

  private var levels: [(name: Text, value: Text)] {
    var rows: [(name: Text, value: Text)] = []
    if let audio = prompt.findings.facts?.audio {
      let silent = Text(english: "silent", chinese: "静音")
      rows.append(
        (
          Text(english: "Peak", chinese: "峰值"),
          audio.isSilent ? silent : same("\(audio.peakDecibels.fixed(1)) dBFS")
        ))
    }
    guard let level = prompt.level else { return rows }
    let gain = level.gain.signed
    if let before = level.before?.fixed(1) {
      rows.append(
        (
          Text(english: "Gain", chinese: "增益"),
          Text(english: "\(gain) dB, from \(before) dBov", chinese: "\(gain) dB，原为 \(before) dBov")
        ))
    } else {
      rows.append((Text(english: "Gain", chinese: "增益"), same("\(gain) dB")))
    }
    let most = level.limited.fixed(1)
    let share = level.limitedShare.map { (100 * $0).fixed(1) }
    let limiter = Text(
      english: level.limited < 0.05
        ? "not at work"
        : "\(most) dB at most" + (share.map { ", \($0) % of the time" } ?? ""),
      chinese: level.limited < 0.05
        ? "未起作用" : "最多 \(most) dB" + (share.map { "，占时间的 \($0) %" } ?? ""))
    rows.append((Text(english: "Limiter", chinese: "限幅"), limiter))
    return rows
  }

  private func surroundings(_ sound: SoundFacts) -> [(name: Text, value: Text)] {
    let before = (1000 * sound.leadingSilence).fixed(0)
    let after = (1000 * sound.trailingSilence).fixed(0)
    var rows = [
      (
        Text(english: "Silence", chinese: "静音"),
        sound.isSilent
          ? Text(english: "nothing else", chinese: "全部为静音")
          : Text(
            english: "\(before) ms before, \(after) ms after",
            chinese: "前 \(before) ms，后 \(after) ms")
      )
    ]
    if let noise = sound.noiseFloor {
      let below = (-noise).fixed(1)
      rows.append(
        (
          Text(english: "Noise", chinese: "底噪"),
          Text(english: "\(below) dB below speech", chinese: "比语音低 \(below) dB")
        ))
    }
    if sound.isSilent { return rows }
    if sound.meanDecibels.isFinite {
      let offset = sound.meanDecibels.fixed(1)
      rows.append(
        (
          Text(english: "DC offset", chinese: "直流偏移"),
          Text(english: "\(offset) dB of the level", chinese: "相对响度 \(offset) dB")
        ))
    }
    if sound.lowEnergy.isFinite {
      let low = sound.lowEnergy.fixed(1)
      rows.append(
        (
          Text(english: "Below 80 Hz", chinese: "80 Hz 以下"),
          Text(english: "\(low) dB of the energy", chinese: "相对总能量 \(low) dB")
        ))
    }
    return rows
  }
}
