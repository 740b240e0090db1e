import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

/// A file that breaks one rule, by the rule's id.
struct RuleFault: Sendable, CustomTestStringConvertible {
  let rule: String
  /// Rules that such a file cannot but break, too.
  let also: [String]
  let message: String
  let file: @Sendable () -> [UInt8]
  var testDescription: String { rule }

  /// A second of audio that no rule objects to.
  static let codes = PromptFixture.codes(8000)

  init(
    _ rule: String, also: [String] = [], _ message: String,
    _ file: @escaping @Sendable () -> [UInt8]
  ) {
    self.rule = rule
    self.also = also
    self.message = message
    self.file = file
  }

  init(
    _ rule: String, _ message: String,
    header: @escaping @Sendable (inout PromptFixture.Header) -> Void
  ) {
    self.init(rule, message) { PromptFixture.file(Self.codes, header) }
  }

  /// The faults of every family of rules.
  static let all =
    ContainerRulesTests.faults + FormatRulesTests.faults + StructureRulesTests.faults
    + AudioRulesTests.faults

  /// Expects that its rule finds it, in its words, and that no other rule does.
  func expectFound(sourceLocation: SourceLocation = #_sourceLocation) {
    let found = PromptValidator().findings(on: file(), name: "a.wav").findings
    #expect(
      found.first { $0.rule == rule }?.message == Text(english: message),
      sourceLocation: sourceLocation)
    #expect(Set(found.map(\.rule)).subtracting(also) == [rule], sourceLocation: sourceLocation)
  }
}
