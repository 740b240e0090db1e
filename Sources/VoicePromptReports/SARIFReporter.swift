internal import AudioFiles
internal import FoundationEssentials
internal import VoicePrompts

/// SARIF 2.1.0 (OASIS): what code scanning services take.
enum SARIFReporter {
  static func write(_ report: FindingReport, to stream: any ReportStream) {
    stream.write(json: Document(report), pretty: true)
  }

  private struct Document: Encodable {
    let schema =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }

    init(_ report: FindingReport) {
      runs = [Run(report)]
    }
  }

  private struct Run: Encodable {
    let tool: Tool
    let columnKind = "unicodeCodePoints"
    let invocations: [Invocation]
    let results: [Result]

    init(_ report: FindingReport) {
      let rules = VoicePrompts.Rule.all(report.profile)
      let places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
      tool = Tool(driver: Driver(rules, report.profile))
      invocations = [Invocation(report)]
      results = report.files.flatMap { file in
        var counts: [String: Int] = [:]
        return file.findings.map { finding in
          counts[finding.rule, default: 0] += 1
          return Result(
            finding, places[finding.rule] ?? -1, path: file.path,
            number: counts[finding.rule, default: 1], in: report.setting)
        }
      }
    }
  }

  private struct Invocation: Encodable {
    let executionSuccessful: Bool
    let toolExecutionNotifications: [Notification]

    init(_ report: FindingReport) {
      executionSuccessful = report.failures.isEmpty
      toolExecutionNotifications =
        report.failures.map { error in
          Notification(
            level: "error", message: Message(text: "\(error.line)"),
            locations: [Location(path: error.path, error.location)])
        }
        + report.files.compactMap { file in
          file.omission.map { omission in
            Notification(
              level: report.fails(file) ? "error" : "note", message: Message(text: "\(omission)"),
              locations: [Location(path: file.path, nil)])
          }
        }
    }
  }

  private struct Notification: Encodable {
    let level: String
    let message: Message
    let locations: [Location]
  }

  private struct Tool: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name = "voiceprompt"
    let semanticVersion = Version.current
    let rules: [Rule]

    init(_ rules: [VoicePrompts.Rule], _ profile: PlatformProfile) {
      self.rules = rules.map { Rule($0, helpUri: profile.address) }
    }
  }

  private struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let help: Message
    /// The platform's documentation, which the rule's reason cites.
    let helpUri: String
    let defaultConfiguration: Configuration

    init(_ rule: VoicePrompts.Rule, helpUri: String) {
      id = rule.id
      self.helpUri = helpUri
      shortDescription = Message(text: "\(rule.requirement)")
      fullDescription = Message(text: "\(rule.reason)")
      help = Message(text: "\(rule.remedy.words())")
      defaultConfiguration = Configuration(level: rule.severity.rawValue)
    }
  }

  private struct Configuration: Encodable {
    let level: String
  }

  private struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Message
    let locations: [Location]
    /// The same for the same finding in the same file, whatever was measured and wherever it moved.
    let partialFingerprints: [String: String]

    /// - Parameters:
    ///   - place: of its rule among all.
    ///   - number: of the finding among those of its rule in the file, from 1.
    init(
      _ finding: Finding, _ place: Int, path: String, number: Int, in setting: Remedy.Setting
    ) {
      ruleId = finding.rule
      ruleIndex = place
      level = finding.severity.rawValue
      message = Message(text: "\(finding.line(in: setting))")
      locations = [Location(path: path, finding.location)]
      partialFingerprints = ["findingInFile/v2": "\(finding.rule):\(path):\(number)"]
    }
  }

  private struct Message: Encodable {
    let text: String
  }

  private struct Location: Encodable {
    let physicalLocation: PhysicalLocation

    init(path: String, _ location: TextLocation?) {
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: SARIFReporter.uri(path)),
        region: Region(startLine: location?.line ?? 1, startColumn: location?.column ?? 1))
    }
  }

  private struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    /// The first character where it is about the file as a whole: services want a line.
    let region: Region
  }

  private struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
  }

  private struct ArtifactLocation: Encodable {
    let uri: String
  }

  /// A relative reference (RFC 3986) for a relative path; a file URI for an absolute one.
  static func uri(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let encoded = path.utf8.map { byte -> String in
      if plain.contains(byte) { return String(UnicodeScalar(byte)) }
      return "%" + byte.hexadecimal(digits: 2, uppercase: true)
    }.joined()
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
