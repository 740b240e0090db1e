package import AudioFiles

/// Checks the bodies of requests, and programs that make them, against the prompts that there are.
///
/// ```swift
/// var check = RequestCheck(try PromptLibrary("prompts"))
/// let file = try check.check(body: "requests/notify.json")
/// print(file.findings.map(\.message))
/// ```
public struct RequestCheck {
  /// Bodies of a file, at 800 bytes each as large as it may be; there is room for eight million
  /// numbers.
  static let maximumBodyCount = 20_000

  /// The prompts.
  public let library: PromptLibrary
  /// The request that bodies are of; nil to tell it by their fields.
  public var api: RequestAPI?
  /// The rules for a prompt, by its path.
  private let validator: (String) -> PromptValidator
  private let catalog: RequestCatalog
  /// The words that programs name prompts with.
  private let vocabulary: ProgramVocabulary
  /// Findings that are kept of all files together; those of further files are only counted. As many
  /// take some 20 MB.
  var maximumFindings = 50_000
  /// Files of folders that are no bodies of requests, and those that are too large for a program.
  public private(set) var passedOver: [String] = []
  /// Names of the library that were come upon.
  private var named: Set<String> = []
  private var judged: [String: Judgement] = [:]

  /// What matters of a prompt when it is named.
  private struct Judgement {
    let fault: Text?
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
    catalog = RequestCatalog(library.profile)
    vocabulary = ProgramVocabulary(library.profile)
  }

  /// Checks JSON files, and folders of them, and programs in any language, and folders of them.
  ///
  /// - Returns: the files in which there is something to check, and what could not be read; with
  ///   programs also a note for each prompt that nothing names.
  public mutating func check(bodies: [String], programs: [String]) -> [FileFindings] {
    check(bodies: bodies, programs: programs, piped: nil)
  }

  /// - Parameter piped: bodies that have come through a pipe.
  package mutating func check(
    bodies: [String], programs: [String], piped: SpooledInput?
  ) -> [FileFindings] {
    let requests = FileWalk(bodies, extensions: ["json"])
    let walk = FileWalk(programs)
    var files = (requests.errors + walk.errors).map { FileFindings($0) }
    var keptCount = 0
    func add(_ file: FileFindings) {
      var file = file
      if keptCount >= maximumFindings { file.omitAll() }
      keptCount += file.findings.count
      files.append(file)
    }
    let own = Set((requests.files + library.ownFiles).compactMap(FileSystem.realPath))
    if let piped {
      do {
        if let file = try check(body: piped) { add(file) }
      } catch {
        files.append(FileFindings(error))
      }
    }
    for path in requests.files {
      do {
        if let file = try check(body: path, isNamed: bodies.contains(path)) { add(file) }
      } catch {
        files.append(FileFindings(error))
      }
    }
    for path in walk.files where !own.contains(FileSystem.realPath(path) ?? path) {
      do {
        if let file = try check(program: path) { add(file) }
        let size = try? FileSystem.status(of: path).size
        if let size, size > ProgramScan.maximumSize { passedOver.append(path) }
      } catch {
        files.append(FileFindings(error))
      }
    }
    // What could not be read may name them.
    let isWhole = files.allSatisfy { $0.failure == nil }
    return programs.isEmpty || !isWhole ? files : files + unusedPrompts()
  }

  // MARK: Bodies

  /// Checks a file of one body, or of a list of bodies.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - isNamed: whether it is to be a body. If not, one that is none is passed over.
  /// - Returns: nil where it is passed over.
  /// - Throws: ``PromptError`` where the file cannot be read. What is no JSON is a finding.
  public mutating func check(
    body path: String, isNamed: Bool = true
  ) throws(PromptError) -> FileFindings? {
    try check(
      body: path, text: TextFile.utf8(of: path, as: .json), isRequest: isNamed || api != nil)
  }

  /// Checks a body, or a list of bodies, that has come through a pipe.
  ///
  /// - Throws: ``PromptError`` where it is no text. What is no JSON is a finding.
  package mutating func check(body input: SpooledInput) throws(PromptError) -> FileFindings? {
    try check(body: input.name, text: TextFile.utf8(of: input, as: .json), isRequest: true)
  }

  private mutating func check(
    body path: String, text: [UInt8], isRequest: Bool
  ) throws(PromptError) -> FileFindings? {
    var parser = JSONParser(text)
    var isRequest = isRequest
    var file = FileFindings(path: path)
    var bodyCount = 0
    do throws(JSONNode.Failure) {
      try parser.items { body throws(JSONNode.Failure) in
        bodyCount += 1
        guard bodyCount <= Self.maximumBodyCount else {
          let limit = Self.maximumBodyCount.grouped
          throw JSONNode.Failure(
            message: Text(
              english:
                "the rest is not checked: a file has at most \(limit) bodies; divide it into "
                + "several files", chinese: "其余部分没有校验：一个文件最多有 \(limit) 个请求体；请拆成几个文件"),
            location: body.location)
        }
        isRequest = isRequest || catalog.mayBeBody(body)
        file.add(findings(inBody: body))
      }
      guard isRequest else {
        passedOver.append(path)
        return nil
      }
      guard bodyCount > 0 else {
        throw JSONNode.Failure(
          message: Text(english: "there is no body in the list", chinese: "列表中没有请求体"),
          location: TextLocation(line: 1, column: 1))
      }
    } catch {
      file.add(RequestRules.json.findings(in: error))
    }
    return file
  }

  private mutating func findings(inBody body: JSONNode) -> [Finding] {
    guard body.members != nil else {
      let failure = JSONNode.Failure(
        message: Text(
          english: "a body must be an object, and is \(body.kind.english)",
          chinese: "请求体必须是对象，实际是\(body.kind.chinese)"),
        location: body.location)
      return RequestRules.json.findings(in: failure)
    }
    guard let likely = api ?? catalog.request(of: body) else {
      return RequestRules.unknownAPI(library.profile).findings(in: body)
    }
    let request = RequestBody(body, of: likely, isGuess: api == nil, catalog)
    let all =
      RequestRules.ofBodies.flatMap { $0.findings(in: request) }
      + request.mentions.flatMap { findings(about: subject(of: $0)) }
    return all.sorted { ($0.location ?? body.location) < ($1.location ?? body.location) }
  }

  // MARK: Programs

  /// Checks the names of prompts in a program or a configuration, in whatever language.
  ///
  /// - Returns: nil where it names none.
  /// - Throws: ``PromptError`` where the file cannot be read.
  public mutating func check(program path: String) throws(PromptError) -> FileFindings? {
    guard let scan = try ProgramScan(path, vocabulary) else { return nil }
    var file = FileFindings(path: path)
    var hasNames = false
    for use in scan where use.parameter != nil || use.name.isQuoted && !use.name.isComputed {
      hasNames = true
      let name = use.name.text
      guard let parameter = use.parameter else {
        let isKnown = note(name)
        // A path is no name.
        guard use.isArgument, !isKnown, !name.contains("/") else { continue }
        let found = (name, use.location, library)
        file.add(scan.notIgnored(RequestRules.argumentAbsent.findings(in: found)))
        continue
      }
      let subject = subject(
        of: PromptMention(
          name: name, field: parameter.name, parameter: parameter, location: use.location,
          isComputed: use.name.isComputed))
      file.add(scan.notIgnored(findings(about: subject)))
    }
    return hasNames ? file : nil
  }

  /// A note for each prompt that nothing has named so far, a file at a time.
  public func unusedPrompts() -> [FileFindings] {
    var files: [FileFindings] = []
    for prompt in library.prompts where !named.contains(prompt.name) {
      let findings = RequestRules.unusedPrompt.findings(in: prompt)
      if files.last?.path == prompt.listedIn {
        files[files.count - 1].add(findings)
      } else {
        files.append(FileFindings(path: prompt.listedIn, findings: findings))
      }
    }
    return files
  }

  // MARK: Prompts

  /// Notes that a name was come upon; false where there is no such prompt.
  private mutating func note(_ name: String) -> Bool {
    guard library.prompt(named: name) != nil else { return false }
    named.insert(name)
    return true
  }

  private mutating func subject(of mention: PromptMention) -> MentionSubject {
    _ = note(mention.name)
    return MentionSubject(mention: mention, library: library, standing: standing(of: mention))
  }

  private func findings(about subject: MentionSubject) -> [Finding] {
    RequestRules.ofMentions.flatMap { $0.findings(in: subject) }
  }

  private mutating func standing(of mention: PromptMention) -> MentionSubject.Standing {
    if mention.isComputed { return .computed }
    let profile = library.profile
    if let fault = FileName.fault(in: mention.name, profile.nameRule) { return .misnamed(fault) }
    guard profile.nameRule.hasExtension(mention.name) else { return .withoutExtension }
    guard let prompt = library.prompt(named: mention.name) else { return .absent }
    guard prompt.isThere else { return .notBuilt(prompt) }
    if let other = library.namesake(of: prompt) { return .ambiguous(prompt, other) }
    let judgement = judgement(of: prompt)
    if let fault = judgement.fault { return .faulty(prompt, fault) }
    return profile.advice.isTooLong(judgement.duration, for: mention.parameter)
      ? .tooLong(prompt, judgement.duration) : .right
  }

  private mutating func judgement(of prompt: PromptLibrary.Prompt) -> Judgement {
    if let known = judged[prompt.path] { return known }
    let judgement = Self.judgement(
      FileFindings { () throws(PromptError) in
        try validator(prompt.path).findings(on: prompt.path)
      })
    judged[prompt.path] = judgement
    return judgement
  }

  private static func judgement(_ file: FileFindings) -> Judgement {
    let errors = file.findings.filter { $0.severity == .error }
    var fault = file.failure?.message
    if let first = errors.first {
      fault =
        errors.count == 1
        ? Text(
          english: "\(first.message.english) (\(first.rule))",
          chinese: "\(first.message.chinese)（\(first.rule)）")
        : Text(
          english: "\(first.message.english) (\(first.rule)), and \(errors.count - 1) more",
          chinese: "\(first.message.chinese)（\(first.rule)），另有 \(errors.count - 1) 处")
    }
    return Judgement(fault: fault, duration: file.facts?.duration ?? 0)
  }
}
