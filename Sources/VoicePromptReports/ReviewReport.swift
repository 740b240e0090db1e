public import AudioFiles
internal import SystemPackage
public import VoicePrompts

/// A report of prompts for people: a page to look at and listen to, or a sheet.
///
/// ```swift
/// var report = ReviewReport(reviews, title: "prompts")
/// report.language = .chinese
/// try report.write(to: "report.html")
/// ```
///
/// The same prompts give the same bytes. Whatever the prompts are, one at a time is in memory.
public struct ReviewReport: Sendable {
  /// In the order in which they are shown.
  public let prompts: [PromptReview]
  /// What is reported, as it was named.
  public let title: String
  /// Whether the prompts are those of a set, whose states are shown.
  public let isSet: Bool
  /// What was found about the set as a whole.
  public let setFindings: [FileFindings]
  /// What people read it in.
  public var language = Language.english
  /// Whether the prompts can be heard in it.
  public var hasPlayers = true
  /// Bytes of audio, as files, that the page may hold; what is more is linked.
  public var maximumEmbedded = ByteSize(20_000_000)
  /// What makes a good prompt.
  public var advice: PromptAdvice

  /// What a report is written as.
  public enum Format: String, Sendable, CaseIterable {
    /// A page that needs nothing beside it.
    case html
    /// A sheet for the upload and its review.
    case csv

    /// By the extension of the file; nil for any other.
    public init?(path: String) {
      switch PathName(path).nameExtension {
      case "html", "htm": self = .html
      case "csv": self = .csv
      default: return nil
      }
    }
  }

  /// A report of prompts and recordings in folders.
  public init(
    _ prompts: [PromptReview], title: String, _ profile: PlatformProfile = .standard
  ) {
    advice = profile.advice
    self.prompts = prompts
    self.title = title
    isSet = false
    setFindings = []
  }

  /// A report of a set, for one platform or for several.
  ///
  /// - Parameter ignored: gives the ids of rules whose findings are not shown, for each path.
  public init(
    _ sets: [SetReview], title: String, _ profile: PlatformProfile = .standard,
    ignoring ignored: (String) -> Set<String>
  ) {
    advice = profile.advice
    prompts = sets.flatMap(\.prompts).map { $0.ignoring(ignored($0.path)) }
    setFindings = sets.flatMap(\.findings).map { $0.ignoring(ignored($0.path)) }
      .filter { !$0.findings.isEmpty }
    self.title = title
    isSet = true
  }

  /// What a page's browser lets it do, for whoever serves it: nothing but to show itself.
  package static let contentSecurityPolicy = HTMLStyle.policy

  /// Writes the report as the extension of `path` says, whole or not at all; what is there is
  /// replaced.
  ///
  /// - Throws: ``PromptError`` where it cannot be written. A prompt that cannot be read any more is
  ///   no error, but said in the report.
  public func write(to path: String) throws(PromptError) {
    try Language.$reader.withValue(language) {
      Result { () throws(PromptError) in
        do throws(Errno) {
          var file = try ReportFile(path)
          switch Format(path: path) {
          case .csv: CSVReport(self).write(to: &file)
          case .html, nil: HTMLReport(self, path: path).write(to: &file)
          }
          try file.finish()
        } catch {
          throw PromptError.unwritable(path, error)
        }
      }
    }.get()
  }

  /// Whether there is a finding of severity error, or a file that could not be judged.
  public var hasErrors: Bool {
    allFindings.contains { $0.failure != nil || $0.count(.error) > 0 }
  }

  /// `13 files, 1 error, 2 warnings`
  public var summary: Text {
    let (count, findings) = (prompts.count, allFindings.countWords)
    return Text(
      english: "\(count.grouped) \(count == 1 ? "file" : "files"), \(findings)",
      chinese: "\(count.grouped) 个文件，\(findings)")
  }

  /// Everything that was found.
  var allFindings: [FileFindings] { prompts.map(\.findings) + setFindings }

  /// The middle of the levels of all prompts that speak, in dBov; nil for fewer than three.
  var median: Double? {
    let levels = prompts.compactMap(\.speechLevel).sorted()
    guard levels.count >= 3 else { return nil }
    return (levels[(levels.count - 1) / 2] + levels[levels.count / 2]) / 2
  }
}
