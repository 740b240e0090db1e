internal import FoundationEssentials
internal import VoicePrompts

/// One JSON document: a schema version, and for each file facts and findings.
struct JSONReporter: ValidationReporter {
  func report(_ results: ValidationResults, on console: Console) {
    console.result(json: ValidationRecord(results), pretty: true)
  }
}

/// The document.
private struct ValidationRecord: Encodable {
  /// Grows when a key changes its meaning or goes.
  let schemaVersion = 1
  let files: [FileRecord]
  let errors: Int
  let warnings: Int
  let notes: Int

  init(_ results: ValidationResults) {
    files = results.items.map(FileRecord.init)
    errors = results.count(.error)
    warnings = results.count(.warning)
    notes = results.count(.note)
  }
}

private struct FileRecord: Encodable {
  let path: String
  /// Null for what is no prompt.
  let facts: OrNull<FactsRecord>
  let findings: [FindingRecord]
  /// Why the file could not be read.
  let error: OrNull<ErrorRecord>

  init(_ item: Result<FileFindings, PromptError>) {
    switch item {
    case .success(let file):
      path = file.path
      facts = OrNull(file.facts.map(FactsRecord.init))
      findings = file.findings.map(FindingRecord.init)
      error = OrNull(nil)
    case .failure(let failure):
      path = failure.path
      facts = OrNull(nil)
      findings = []
      error = OrNull(ErrorRecord(failure))
    }
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

  init(_ facts: WAVFacts) {
    bytes = facts.size
    container = facts.container
    formatTag = OrNull(facts.format?.effectiveTag)
    sampleRate = OrNull(facts.format?.sampleRate)
    channels = OrNull(facts.format?.channelCount)
    bitsPerSample = OrNull(facts.format?.bitsPerSample)
    chunks = facts.chunks.map(\.id)
    duration = OrNull(facts.duration)
    peak = OrNull(facts.audio.flatMap { $0.isSilent ? nil : $0.peakDecibels })
    rms = OrNull(facts.audio.flatMap { $0.isSilent ? nil : $0.rmsDecibels })
  }
}

private struct FindingRecord: Encodable {
  let rule: String
  let severity: String
  let message: String
  let remedy: String
  /// Both counted from 1; null where it is about the file as a whole.
  let line: OrNull<Int>
  let column: OrNull<Int>

  init(_ finding: Finding) {
    rule = finding.rule
    severity = finding.severity.rawValue
    message = finding.message
    remedy = finding.remedy
    line = OrNull(finding.place?.line)
    column = OrNull(finding.place?.column)
  }
}
