/// Checks the bodies of requests, and programs that make them, against the prompts that there are.
///
/// ```swift
/// var check = RequestCheck(try PromptLibrary("prompts"))
/// let file = try check.check(body: "requests/notify.json")
/// print(file.findings.map(\.message))
/// ```
public struct RequestCheck {
  /// The prompts.
  public let library: PromptLibrary
  /// The request that bodies are of; nil to tell it by their fields.
  public var api: RequestAPI?
  /// The rules for a prompt, by its path.
  private let validator: (String) -> PromptValidator
  /// Names that were come upon.
  private var named: Set<String> = []
  private var judged: [String: Judgement] = [:]

  /// What matters of a prompt when it is named.
  private struct Judgement {
    let fault: String?
    let duration: Double
  }

  /// - Parameters:
  ///   - library: the prompts that may be named.
  ///   - validator: gives the rules for each prompt; those of the platform by default.
  public init(
    _ library: PromptLibrary,
    validator: @escaping (String) -> PromptValidator = { _ in PromptValidator() }
  ) {
    self.library = library
    self.validator = validator
  }

  // MARK: Bodies

  /// Checks a file of one body, or of a list of bodies.
  ///
  /// - Throws: ``PromptError`` where the file cannot be read. What is no JSON is a finding.
  public mutating func check(body path: String) throws(PromptError) -> FileFindings {
    let text = try TextFile.read(path)
    let root: JSONNode
    do {
      root = try JSONNode.parse(text)
    } catch {
      return FileFindings(path: path, findings: [Rule.json.finding(error.message, at: error.place)])
    }
    if case .array(let items) = root.value, items.isEmpty {
      return FileFindings(
        path: path, findings: [Rule.json.finding("there is no body in the list", at: root.place)])
    }
    let bodies = if case .array(let items) = root.value { items } else { [root] }
    return FileFindings(path: path, findings: bodies.flatMap { findings(inBody: $0) })
  }

  private mutating func findings(inBody body: JSONNode) -> [Finding] {
    guard body.members != nil else {
      return [Rule.json.finding("a body must be an object, and is \(body.kind)", at: body.place)]
    }
    guard let api = api ?? RequestAPI.of(body) else {
      return [
        Rule.unknownAPI.finding("its fields do not tell which request this is", at: body.place)
      ]
    }
    let request = RequestBody(body, of: api)
    let all = request.findings + request.mentions.flatMap { findings(about: $0) }
    return all.sorted { ($0.place ?? body.place) < ($1.place ?? body.place) }
  }

  // MARK: Programs

  /// Checks the names of prompts in a program or a configuration, in whatever language.
  ///
  /// - Returns: nil where it names none.
  /// - Throws: ``PromptError`` where the file cannot be read.
  public mutating func check(source path: String) throws(PromptError) -> FileFindings? {
    guard let scan = try SourceScan(path) else { return nil }
    named.formUnion(scan.names)
    let all = scan.mentions.flatMap { mention in
      mention.isComputed
        ? [
          Rule.computedName.finding(
            "\(mention.parameter.name): \"\(mention.name)\" is put together at run time",
            at: mention.place)
        ]
        : findings(
          about: RequestBody.Mention(
            name: mention.name, field: mention.parameter.name, parameter: mention.parameter,
            place: mention.place))
    }
    return scan.names.isEmpty && scan.mentions.isEmpty
      ? nil : FileFindings(path: path, findings: all)
  }

  /// A note for each prompt that nothing has named so far, a file at a time.
  public func unusedPrompts() -> [FileFindings] {
    var files: [FileFindings] = []
    for prompt in library.prompts where !named.contains(prompt.name) {
      let message =
        prompt.place == nil
        ? "no request and no program names it" : "no request and no program names \(prompt.name)"
      let finding = Rule.unusedPrompt.finding(message, at: prompt.place)
      if files.last?.path == prompt.listedIn {
        files[files.count - 1].findings.append(finding)
      } else {
        files.append(FileFindings(path: prompt.listedIn, findings: [finding]))
      }
    }
    return files
  }

  // MARK: Prompts

  private mutating func findings(about mention: RequestBody.Mention) -> [Finding] {
    named.insert(mention.name)
    let field = mention.field
    func finding(_ rule: Rule, _ message: String) -> [Finding] {
      [rule.finding("\(field): \(message)", at: mention.place)]
    }
    if let fault = FileName.fault(in: mention.name) { return finding(.promptName, fault.message) }
    guard mention.name.lowercased().hasSuffix(PromptSpec.nameExtension) else {
      return finding(
        .promptName, "the name \(mention.name) does not end in \(PromptSpec.nameExtension)")
    }
    guard let prompt = library.prompt(named: mention.name) else {
      return finding(.promptAbsent, library.absence(of: mention.name))
    }
    guard prompt.isThere else { return finding(.notBuilt, library.missing(prompt)) }
    let judgement = judgement(of: prompt)
    if let fault = judgement.fault {
      return finding(.promptFaulty, "\(prompt.path) is not fit for the platform: \(fault)")
    }
    let limit = PromptSpec.maximumDurationBeforeCall
    guard mention.parameter.isPlayedBeforeCall, judgement.duration > limit else { return [] }
    return finding(
      .promptTooLong,
      "\(prompt.path) lasts \(judgement.duration.duration), and ringing cuts it off after about "
        + "\(limit.fixed(0)) s")
  }

  private mutating func judgement(of prompt: PromptLibrary.Prompt) -> Judgement {
    if let known = judged[prompt.path] { return known }
    let judgement: Judgement
    do {
      let report = try validator(prompt.path).report(on: prompt.path)
      let errors = report.findings.filter { $0.severity == .error }
      let others = errors.count > 1 ? ", and \(errors.count - 1) more" : ""
      judgement = Judgement(
        fault: errors.first.map { "\($0.message) (\($0.rule))\(others)" },
        duration: report.facts.duration ?? 0)
    } catch {
      judgement = Judgement(fault: error.message, duration: 0)
    }
    judged[prompt.path] = judgement
    return judgement
  }
}
