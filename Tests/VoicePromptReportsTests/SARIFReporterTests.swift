import AudioFiles
import Foundation
import TestSupport
import Testing

@testable import VoicePromptReports
@testable import VoicePrompts

@Suite struct SARIFReporterTests {
  /// The results of a report about one file.
  private func results(_ messages: [String]) throws -> [[String: Any]] {
    let rule = try #require(PromptRule.standard.first).rule
    let findings = messages.map { message in rule.finding(Text(english: message)) }
    let stream = RecordingStream()
    FindingReport([FileFindings(path: "a.wav", findings: findings)], isStrict: false)
      .write(as: .sarif, to: stream)
    let text = stream.documents.joined(separator: "\n")
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let run = try #require((document?["runs"] as? [[String: Any]])?.first)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    for rule in try #require(driver?["rules"] as? [[String: Any]]) {
      #expect((rule["helpUri"] as? String)?.hasPrefix("https://") == true)
    }
    return try #require(run["results"] as? [[String: Any]])
  }

  @Test func aFingerprintHoldsWhateverWasMeasured() throws {
    func fingerprints(_ messages: String...) throws -> [[String: String]] {
      try results(messages).compactMap { $0["partialFingerprints"] as? [String: String] }
    }
    let before = try fingerprints("-40.1 dB", "-39 dB")
    #expect(before == (try fingerprints("-38.0 dB", "-37 dB")))
    #expect(before[0] != before[1])
  }

  @Test func aResultHasARegionAlsoWhereItIsAboutAWholeFile() throws {
    let location = try #require((try results(["it"])[0]["locations"] as? [[String: Any]])?.first)
    let place = location["physicalLocation"] as? [String: Any]
    #expect(place?["region"] as? [String: Int] == ["startLine": 1, "startColumn": 1])
  }

  @Test(arguments: [
    ("a b/等.wav", "a%20b/%E7%AD%89.wav"), ("/x/y.wav", "file:///x/y.wav"), ("a%.wav", "a%25.wav"),
  ])
  func sarifHasURIs(_ path: String, _ uri: String) {
    #expect(SARIFReporter.uri(path) == uri)
  }
}
