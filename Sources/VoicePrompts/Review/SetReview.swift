internal import AudioFiles

/// The prompts of a set, and what lies beside them, for a review.
///
/// ```swift
/// let set = try PromptSet("prompts.yml")
/// let files = try await PromptSetCheck(set).run(jobs: 2) { _ in PromptValidator() }
/// let review = SetReview(set, files)
/// print(review.prompts.filter { $0.state == .missing }.map(\.name))
/// ```
public struct SetReview: Sendable {
  /// In the order of the set, then what is not in the set.
  public let prompts: [PromptReview]
  /// What was found about the set as a whole.
  public let findings: [FileFindings]

  /// - Parameters:
  ///   - set: whose prompts they are.
  ///   - files: what ``PromptSetCheck`` or ``PromptSetBuild`` has found, with all rules for sets;
  ///     where their validator listens, with what they have heard.
  public init(_ set: PromptSet, _ files: [FileFindings]) {
    let lock = (try? PromptLock.read(set.lockPath)) ?? nil
    let locked = lock?.promptsByName ?? [:]
    var entries: [String: (entry: PromptSet.Entry, isPart: Bool)] = [:]
    for entry in set.entries {
      for name in [entry.name] + (locked[entry.name]?.outputs.map(\.name) ?? []) {
        entries[set.outputPath(name)] = (entry, name != entry.name)
      }
    }
    let listings = Dictionary(
      set.entries.map { (PromptMaker(set: set).listing(of: $0), $0) }
    ) { first, _ in first }
    var prompts: [PromptReview] = []
    var findings: [FileFindings] = []
    for file in files {
      if file.path == set.lockPath {
        findings.append(file)
      } else if let failure = file.failure {
        prompts.append(Self.failed(file, failure.listing.flatMap { listings[$0] }))
      } else {
        let listed = entries[file.path]
        prompts.append(
          Self.review(
            file, listed?.entry, isPart: listed?.isPart ?? false, set.decoding,
            listed.flatMap { locked[$0.entry.name]?.level }))
      }
    }
    self.prompts = prompts
    self.findings = findings
  }

  private static func failed(_ file: FileFindings, _ entry: PromptSet.Entry?) -> PromptReview {
    PromptReview(
      file, name: entry?.name, .failed, recording: entry?.masterPath, parameter: entry?.parameter,
      text: entry?.text, carriesMusic: false, source: .none)
  }

  private static func review(
    _ file: FileFindings, _ entry: PromptSet.Entry?, isPart: Bool, _ decoding: DecodingOptions,
    _ level: PromptLock.Level?
  ) -> PromptReview {
    var original: PromptConverter?
    if let entry, !isPart {
      var options = entry.options
      options.sound = SoundOptions(.untouched)
      options.allowsTruncated = true
      options.decoding = decoding
      original = PromptConverter(options)
    }
    return PromptReview(
      file, state(file, isListed: entry != nil), recording: entry?.masterPath,
      parameter: entry?.parameter, text: entry?.text,
      level: level.map {
        PromptReview.Level(
          before: $0.before, gain: $0.gain, limited: $0.limited, limitedShare: nil)
      }, target: entry?.options.sound.target ?? SoundOptions.usualLevel,
      carriesMusic: entry?.carriesMusic ?? false,
      source: file.facts == nil ? .none : .file(original: original))
  }

  /// By what the rules for sets have found.
  private static func state(_ file: FileFindings, isListed: Bool) -> PromptReview.State {
    let rules = Set(file.findings.map(\.rule))
    if rules.contains("not-built") { return file.facts == nil ? .missing : .unbuilt }
    if rules.contains("outdated") { return .outdated }
    if rules.contains("edited") { return .edited }
    return isListed && !rules.contains("unlisted") ? .current : .unused
  }
}
