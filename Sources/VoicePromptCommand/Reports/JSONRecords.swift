internal import FoundationEssentials
internal import VoicePrompts

// What --json prints: one object a line, keys in alphabetical order, every key always there.

/// A source and what came of it.
struct ConversionRecord: Encodable {
  let source: String
  /// `converted` or `failed`.
  let status: String
  let output: OrNull<String>
  let format: OrNull<FormatRecord>
  /// Seconds of the prompt.
  let duration: OrNull<Double>
  /// The size of the prompt file.
  let bytes: OrNull<Int>
  let warnings: [MessageRecord]
  let error: OrNull<ErrorRecord>

  /// - Parameter planned: whether nothing was written.
  init(_ outcome: PromptBatch.Outcome, planned: Bool) {
    let conversion = try? outcome.result.get()
    source = outcome.job.source
    output = OrNull(try? outcome.job.output.get())
    status = conversion == nil ? "failed" : planned ? "planned" : "converted"
    format = OrNull(conversion.map { FormatRecord($0.format) })
    duration = OrNull(conversion?.duration)
    bytes = OrNull(conversion?.size.bytes)
    warnings = conversion?.warnings.map { MessageRecord(id: $0.id, message: $0.message) } ?? []
    if case .failure(let failure) = outcome.result {
      error = OrNull(ErrorRecord(failure))
    } else {
      error = OrNull(nil)
    }
  }
}

/// What a recording is.
struct InspectionRecord: Encodable {
  let source: String
  let format: OrNull<FormatRecord>
  let duration: OrNull<Double>
  let frames: OrNull<Int>
  /// In dB relative to full scale; null for silence.
  let peak: OrNull<Double>
  let rms: OrNull<Double>
  /// The size of the prompt file that it would make.
  let promptBytes: OrNull<Int>
  let error: OrNull<ErrorRecord>

  init(_ source: String, _ report: SourceReport?, _ failure: PromptError?) {
    self.source = source
    format = OrNull(report.map { FormatRecord($0.format) })
    duration = OrNull(report?.duration)
    frames = OrNull(report?.frameCount)
    peak = OrNull(report.flatMap { $0.peakDecibels.isFinite ? $0.peakDecibels : nil })
    rms = OrNull(report.flatMap { $0.rmsDecibels.isFinite ? $0.rmsDecibels : nil })
    promptBytes = OrNull(report?.forecast.size.bytes)
    error = OrNull(failure.map(ErrorRecord.init))
  }
}

/// A request field that names a prompt.
struct ParameterRecord: Encodable {
  let name: String
  let api: String
  /// What `--api` and `voiceprompt request` take.
  let request: String
  let path: String
  let container: OrNull<String>
  let required: String
  let purpose: String
  let condition: OrNull<String>

  init(_ parameter: PromptParameter) {
    name = parameter.name
    api = parameter.api.name
    request = parameter.api.rawValue
    path = parameter.api.path
    container = OrNull(parameter.container)
    required = parameter.required
    purpose = parameter.purpose
    condition = OrNull(parameter.condition)
  }
}

struct FormatRecord: Encodable {
  let container: String
  let encoding: String
  let sampleRate: Int
  let channels: Int

  init(_ format: SoundFormat) {
    container = format.container
    encoding = format.encoding
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
    id = error.id
    message = error.message
    remedy = OrNull(error.remedy)
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

extension Console {
  /// JSON with escapes for what a terminal would act on, which the encoder leaves as it is.
  private static func escaped(_ json: String) -> String {
    json.unicodeScalars.map { scalar in
      guard isUnprintable(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  /// A record as a line of results, or as several with indentation.
  func result(json record: some Encodable, pretty: Bool = false) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      let text = String(decoding: try encoder.encode(record), as: UTF8.self)
      for line in text.split(separator: "\n") { document(Self.escaped(String(line))) }
    } catch {
      // Numbers that JSON cannot express are nulled above; nothing else makes encoding fail.
      self.error("a result could not be written as JSON: \(error)")
    }
  }
}
