internal import AudioFiles
internal import FoundationEssentials
internal import VoicePrompts

/// One JSON document: a schema version, and for each file facts and findings.
enum JSONReporter {
  static func write(_ report: FindingReport, to stream: any ReportStream) {
    stream.write(json: ValidationRecord(report), pretty: true)
  }
}

/// The document.
private struct ValidationRecord: Encodable {
  let schemaVersion = JSONSchema.version
  let files: [FileRecord]
  let errors: Int
  let warnings: Int
  let notes: Int

  init(_ report: FindingReport) {
    files = report.items.map { FileRecord($0, in: report.setting) }
    errors = report.count(.error)
    warnings = report.count(.warning)
    notes = report.count(.note)
  }
}

private struct FileRecord: Encodable {
  let path: String
  /// Null for what is no prompt.
  let facts: OrNull<FactsRecord>
  let findings: [FindingRecord]
  /// How many more findings there are.
  let omitted: Int
  /// Why the file could not be read.
  let error: OrNull<ErrorRecord>

  init(_ item: FileFindings, in setting: Remedy.Setting) {
    path = item.path
    facts = OrNull(item.facts.map(FactsRecord.init))
    findings = item.findings.map { FindingRecord($0, in: setting) }
    omitted = item.omitted.reduce(0) { $0 + $1.count }
    error = OrNull(item.failure.map(ErrorRecord.init))
  }
}

private struct FactsRecord: Encodable {
  let bytes: Int
  let container: String
  let formatTag: OrNull<Int>
  let sampleRate: OrNull<Int>
  let channels: OrNull<Int>
  let bitsPerSample: OrNull<Int>
  let chunks: [String]
  /// Seconds.
  let duration: OrNull<Double>
  /// dB relative to full scale; null for silence.
  let peak: OrNull<Double>
  let rms: OrNull<Double>
  /// Null where nobody has listened.
  let sound: OrNull<SoundFactsRecord>

  init(_ facts: WAVFacts) {
    bytes = facts.size
    container = "\(facts.container.name)"
    formatTag = OrNull(facts.format?.effectiveTag)
    sampleRate = OrNull(facts.format?.sampleRate)
    channels = OrNull(facts.format?.channelCount)
    bitsPerSample = OrNull(facts.format?.bitsPerSample)
    chunks = facts.chunks.map(\.id)
    duration = OrNull(facts.duration)
    peak = OrNull(facts.audio.flatMap { $0.isSilent ? nil : $0.peakDecibels })
    rms = OrNull(facts.audio.flatMap { $0.isSilent ? nil : $0.rmsDecibels })
    sound = OrNull(facts.sound.map(SoundFactsRecord.init))
  }
}

private struct FindingRecord: Encodable {
  let rule: String
  let severity: String
  let message: String
  let remedy: OrNull<String>
  /// The platform whose own rule it is, and who says so.
  let profile: OrNull<String>
  let basis: OrNull<String>
  /// Both counted from 1; null where it is about the file as a whole.
  let line: OrNull<Int>
  let column: OrNull<Int>

  init(_ finding: Finding, in setting: Remedy.Setting) {
    rule = finding.rule
    severity = finding.severity.rawValue
    message = "\(finding.message)"
    remedy = OrNull(finding.remedy.map { "\($0.words(in: setting))" })
    profile = OrNull(finding.authority?.profile)
    basis = OrNull(finding.authority?.basis.kind.rawValue)
    line = OrNull(finding.location?.line)
    column = OrNull(finding.location?.column)
  }
}
