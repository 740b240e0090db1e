internal import VoicePrompts

/// What a validation has shown.
struct ValidationResults {
  /// Findings of files, or what could not be read.
  let items: [Result<FileFindings, PromptError>]
  /// Whether warnings fail.
  let isStrict: Bool
  /// What files without a failing finding are.
  var verdict = "fit for the platform"
  /// What the exit status is where a file could not be read.
  var errorStatus = ExitStatus.noWork

  /// What files are called that have no findings because of an error.
  var errorWord: String { errorStatus == .noWork ? "not readable" : "failed" }

  /// Files that could be read.
  var files: [FileFindings] { items.compactMap { try? $0.get() } }

  /// What could not be read.
  var errors: [PromptError] {
    items.compactMap { item in
      if case .failure(let error) = item { error } else { nil }
    }
  }

  func count(_ severity: Severity) -> Int {
    files.reduce(0) { $0 + $1.findings.count { $0.severity == severity } }
  }

  /// Whether a finding of this severity fails.
  func fails(_ severity: Severity) -> Bool {
    severity == .error || isStrict && severity == .warning
  }

  var status: ExitStatus {
    if !errors.isEmpty { return errorStatus }
    return Severity.allCases.contains { fails($0) && count($0) > 0 } ? .fileFailed : .success
  }
}

extension Result<FileFindings, PromptError> {
  /// The file's path.
  var path: String {
    switch self {
    case .success(let file): file.path
    case .failure(let error): error.path
    }
  }
}
