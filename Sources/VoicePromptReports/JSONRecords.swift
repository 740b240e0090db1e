internal import AudioFiles
internal import FoundationEssentials
internal import TelephonyAudio
internal import VoicePrompts

// What --json prints: one object a line, keys in alphabetical order, every key always there.

/// What all JSON says of itself.
enum JSONSchema {
  /// Grows when a key changes its meaning or goes.
  static let version = 1
}

/// A recording and what came of it.
struct ConversionRecord: Encodable {
  let schemaVersion = JSONSchema.version
  let source: String
  /// `converted`, `unchanged`, `failed`; in a dry run `planned` instead of `converted`.
  let status: String
  let output: OrNull<String>
  let format: OrNull<FormatRecord>
  /// The program that has decoded the recording.
  let decoder: OrNull<String>
  /// Seconds of the prompt.
  let duration: OrNull<Double>
  /// The size of the prompt file.
  let bytes: OrNull<Int>
  /// What was done to the sound; null where it was left as it is.
  let sound: OrNull<SoundRecord>
  let warnings: [MessageRecord]
  /// What is worth knowing, and no reason to do anything.
  let notes: [MessageRecord]
  /// The first of `errors`.
  let error: OrNull<ErrorRecord>
  let errors: [ErrorRecord]

  init(_ outcome: PromptBatch.Outcome, dryRun: Bool) {
    let conversion = try? outcome.result.get()
    source = outcome.job.recording
    output = OrNull(try? outcome.job.output.get())
    status =
      conversion == nil
      ? "failed" : outcome.isUnchanged ? "unchanged" : dryRun ? "planned" : "converted"
    format = OrNull(conversion.map { FormatRecord($0.recording) })
    decoder = OrNull(conversion?.decoder)
    duration = OrNull(conversion?.duration)
    bytes = OrNull(conversion?.size.bytes)
    sound = OrNull(conversion?.sound.map(SoundRecord.init))
    func messages(_ severity: Severity) -> [MessageRecord] {
      (conversion?.findings ?? []).filter { $0.severity == severity }
        .map { MessageRecord(id: $0.rule, message: "\($0.line())") }
    }
    warnings = messages(.warning)
    notes = messages(.note)
    errors = outcome.failures.map(ErrorRecord.init)
    error = OrNull(errors.first)
  }
}

/// What was done to the sound of a prompt. Levels in dBov, gains in dB, times in seconds.
struct SoundRecord: Encodable {
  let highPass: Bool
  let trimmedBefore: Double
  let trimmedAfter: Double
  /// Null where no speech was found, or the level was left.
  let levelBefore: OrNull<Double>
  let levelAfter: OrNull<Double>
  let gain: OrNull<Double>
  let limited: OrNull<Double>
  let limitedShare: OrNull<Double>
  let missing: OrNull<Double>
  let noiseShaping: Bool

  init(_ change: SoundChange) {
    highPass = change.isHighPassed
    trimmedBefore = change.trimmedBefore
    trimmedAfter = change.trimmedAfter
    levelBefore = OrNull(change.level?.before)
    levelAfter = OrNull(change.level?.after)
    gain = OrNull(change.level?.gain)
    limited = OrNull(change.level?.limited)
    limitedShare = OrNull(change.level?.limitedShare)
    missing = OrNull(change.level?.missing)
    noiseShaping = change.isNoiseShaped
  }
}

/// What a recording is.
struct InspectionRecord: Encodable {
  let schemaVersion = JSONSchema.version
  let source: String
  let format: OrNull<FormatRecord>
  let decoder: OrNull<String>
  let duration: OrNull<Double>
  let frames: OrNull<Int>
  /// In dB relative to full scale; null for silence.
  let peak: OrNull<Double>
  let rms: OrNull<Double>
  let sound: OrNull<SoundFactsRecord>
  /// The size of the prompt file that it would make.
  let promptBytes: OrNull<Int>
  let error: OrNull<ErrorRecord>

  init(_ recording: String, _ report: RecordingReport?, _ failure: PromptError?) {
    source = recording
    format = OrNull(report.map { FormatRecord($0.format) })
    decoder = OrNull(report?.decoder)
    duration = OrNull(report?.duration)
    frames = OrNull(report?.frameCount)
    peak = OrNull(report.flatMap { $0.peakDecibels.isFinite ? $0.peakDecibels : nil })
    rms = OrNull(report.flatMap { $0.rmsDecibels.isFinite ? $0.rmsDecibels : nil })
    sound = OrNull(report?.sound.map(SoundFactsRecord.init))
    promptBytes = OrNull(report?.forecast.size.bytes)
    error = OrNull(failure.map(ErrorRecord.init))
  }
}

/// How a recording sounds. Levels in dBov, all else in dB and seconds.
struct SoundFactsRecord: Encodable {
  /// Null where no speech was found.
  let speechLevel: OrNull<Double>
  /// By plain P.56.
  let activeLevel: OrNull<Double>
  /// The share of the time in which speech is heard.
  let activity: OrNull<Double>
  let noiseFloor: OrNull<Double>
  let lowEnergy: OrNull<Double>
  let offset: OrNull<Double>
  let leadingSilence: Double
  let trailingSilence: Double

  init(_ facts: SoundFacts) {
    func finite(_ value: Double?) -> OrNull<Double> {
      OrNull(value.flatMap { $0.isFinite ? $0 : nil })
    }
    speechLevel = finite(facts.speechLevel)
    activeLevel = finite(facts.activeLevel)
    activity = finite(facts.activity)
    noiseFloor = finite(facts.noiseFloor)
    lowEnergy = finite(facts.lowEnergy)
    offset = finite(facts.meanDecibels)
    leadingSilence = facts.leadingSilence
    trailingSilence = facts.trailingSilence
  }
}

/// A request field that names a prompt.
struct ParameterRecord: Encodable {
  let schemaVersion = JSONSchema.version
  let name: String
  let api: String
  /// What `--api` and `voiceprompt request` take.
  let request: String
  let path: String
  let container: OrNull<String>
  let required: String
  let type: String
  let purpose: String
  let `default`: OrNull<String>
  let sample: OrNull<String>
  let condition: OrNull<String>

  init(_ parameter: PromptParameter) {
    name = parameter.name
    api = parameter.api.name.english
    request = parameter.api.id
    path = parameter.api.path
    container = OrNull(parameter.container?.english)
    required = parameter.required.english
    type = parameter.type
    purpose = parameter.purpose.english
    `default` = OrNull(parameter.standIn?.english)
    sample = OrNull(parameter.sampleName)
    condition = OrNull(parameter.condition?.english)
  }
}

/// What a platform takes.
struct ProfileRecord: Encodable {
  let schemaVersion = JSONSchema.version
  let id: String
  let title: String
  let encoding: String
  let sampleRate: Int
  let channels: Int
  let headerBytes: Int
  let `extension`: String
  let maxBytes: OrNull<Int>
  /// The rules that rest on what somebody says of the platform.
  let rules: [StatedRule]

  struct StatedRule: Encodable {
    let id: String
    let severity: String
    let requirement: String
    let basis: OrNull<String>
    let source: OrNull<String>
    let date: OrNull<String>
  }

  init(_ profile: PlatformProfile) {
    id = profile.id
    title = profile.title.english
    encoding = profile.format.encoding.name
    sampleRate = profile.format.sampleRate
    channels = profile.format.channelCount
    headerBytes = profile.fileSize(frameCount: 0).bytes
    `extension` = profile.nameRule.nameExtension
    maxBytes = OrNull(profile.sizeLimit?.value.bytes)
    rules = ProfileReport.stated(profile).map { rule in
      let basis = rule.authority?.basis
      return StatedRule(
        id: rule.id, severity: rule.severity.rawValue, requirement: rule.requirement.english,
        basis: OrNull(basis?.kind.rawValue), source: OrNull(basis?.source),
        date: OrNull(basis?.date))
    }
  }
}

struct FormatRecord: Encodable {
  let container: String
  let encoding: String
  let sampleRate: Int
  let channels: Int

  init(_ format: SoundFormat) {
    container = format.container.rawValue
    encoding = format.encoding.rawValue
    sampleRate = format.sampleRate
    channels = format.channelCount
  }
}

struct MessageRecord: Encodable {
  let id: String
  let message: String
}

struct ErrorRecord: Encodable {
  let id: String
  let message: String
  let remedy: OrNull<String>

  init(_ error: PromptError) {
    id = error.code.id
    message = "\(error.message)"
    remedy = OrNull(error.remedyWords.map { "\($0)" })
  }
}

/// A value, or an explicit null, so that every object has the same keys.
struct OrNull<Value: Encodable>: Encodable {
  let value: Value?

  init(_ value: Value?) {
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension ReportStream {
  /// A record, in English, as a line of a document, or as several with indentation.
  func write(json record: @autoclosure () -> some Encodable, pretty: Bool = false) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      let data = try Language.$reader.withValue(.english) { try encoder.encode(record()) }
      let text = String(decoding: data, as: UTF8.self)
      for line in text.split(separator: "\n") { document(escaped(String(line))) }
    } catch {
      // Numbers that JSON cannot express are nulled above; nothing else makes encoding fail.
      self.error(
        Text(
          english: "a result could not be written as JSON: \(error)",
          chinese: "有一个结果无法写成 JSON：\(error)"))
    }
  }

  /// JSON with escapes for what a terminal would act on, which the encoder leaves as it is.
  private func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: \.isUnprintable) else { return json }
    return json.unicodeScalars.map { scalar in
      scalar.isUnprintable
        ? scalar.utf16.map { "\\u" + $0.hexadecimal(digits: 4) }.joined() : String(scalar)
    }.joined()
  }
}
