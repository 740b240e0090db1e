import AudioFiles
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct FileFindingsTests {
  private func findings(_ count: Int, _ rule: String, _ severity: Severity) -> [Finding] {
    (0..<count).map { _ in
      Finding(rule, severity, Text(english: "a finding"), remedy: nil)
    }
  }

  @Test func theFirstThousandAreKeptAndAllAreCounted() {
    var file = FileFindings(path: "a", findings: findings(999, "x", .note))
    #expect(file.omitted == [])
    file.add(findings(3, "x", .note))
    file = file.adding(findings(5, "y", .error))
    #expect(file.findings.count == 1000)
    #expect(
      file.omitted.map { "\($0.rule) \($0.severity) \($0.count)" } == ["x note 2", "y error 5"])
    #expect(file.count(.note) == 1002)
    #expect(file.count(.error) == 5)
    #expect(file.ignoring(["x"]).findings == [])
    #expect(file.ignoring(["x"]).omitted.map(\.rule) == ["y"])
  }
}
