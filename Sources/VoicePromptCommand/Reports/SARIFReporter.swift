internal import FoundationEssentials
internal import VoicePrompts

/// SARIF 2.1.0 (OASIS): what code scanning services take.
struct SARIFReporter: ValidationReporter {
  func report(_ results: ValidationResults, on console: Console) {
    console.result(json: Document(results), pretty: true)
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

    init(_ results: ValidationResults) {
      runs = [Run(results)]
    }
  }

  private struct Run: Encodable {
    let tool = Tool()
    let columnKind = "unicodeCodePoints"
    let invocations: [Invocation]
    let results: [Result]

    init(_ validation: ValidationResults) {
      invocations = [Invocation(validation)]
      results = validation.files.flatMap { file in
        file.findings.map { Result($0, path: file.path) }
      }
    }
  }

  private struct Invocation: Encodable {
    let executionSuccessful: Bool
    let toolExecutionNotifications: [Notification]

    init(_ validation: ValidationResults) {
      executionSuccessful = validation.errors.isEmpty
      toolExecutionNotifications = validation.errors.map { error in
        Notification(
          level: "error", message: Message(text: error.description),
          locations: [Location(path: error.path, place: error.place)])
      }
    }
  }

  private struct Notification: Encodable {
    let level: String
    let message: Message
    let locations: [Location]
  }

  private struct Tool: Encodable {
    let driver = Driver()
  }

  private struct Driver: Encodable {
    let name = "voiceprompt"
    let semanticVersion = Version.current
    let rules = VoicePrompts.Rule.all.map(Rule.init)
  }

  private struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let help: Message
    let defaultConfiguration: Configuration

    init(_ rule: VoicePrompts.Rule) {
      id = rule.id
      shortDescription = Message(text: rule.requirement)
      fullDescription = Message(text: rule.reason)
      help = Message(text: rule.remedy)
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
    /// The same for the same finding in the same file, whatever else changes.
    let partialFingerprints: [String: String]

    init(_ finding: Finding, path: String) {
      ruleId = finding.rule
      ruleIndex = VoicePrompts.Rule.all.firstIndex { $0.id == finding.rule } ?? -1
      level = finding.severity.rawValue
      message = Message(text: "\(finding.message); \(finding.remedy)")
      locations = [Location(path: path, place: finding.place)]
      partialFingerprints = ["findingInFile/v1": "\(finding.rule):\(path):\(finding.message)"]
    }
  }

  private struct Message: Encodable {
    let text: String
  }

  private struct Location: Encodable {
    let physicalLocation: PhysicalLocation

    init(path: String, place: TextPlace?) {
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: SARIFReporter.uri(path)),
        region: place.map { Region(startLine: $0.line, startColumn: $0.column) })
    }
  }

  private struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    /// Left out, as the schema wants it, where it is about the file as a whole.
    let region: Region?
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
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
