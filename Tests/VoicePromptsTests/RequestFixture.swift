import AudioFiles
import Foundation
import TestSupport

@testable import VoicePrompts

/// The requests and programs of the samples, and a folder with the prompts that they name.
struct RequestFixture {
  let folder = TemporaryFolder()

  /// Every request that the platform has.
  static let requests = [
    "callback.json", "notification.json", "verification.json", "axe.json", "axyb.json", "ax.json",
    "axb.json",
  ]
  static let programs = ["call_back.py", "notify.php", "bind.js", "Verify.cs"]

  init() throws {
    let prompt = PromptFixture.file(PromptFixture.codes(8000))
    for name in Self.promptNames { try folder.write(prompt, to: "prompts/\(name)") }
  }

  static let promptNames = [
    "pre_voice.wav", "wait_voice.wav", "last_minute.wav", "record_hint.wav", "welcome.wav",
    "delivery.wav", "code_before.wav", "goodbye.wav", "callbackTone.wav", "x_hint_tone.wav",
    "y_hint_tone.wav", "caller_hint.wav", "callee_hint.wav",
  ]

  /// The path of a file or folder of the samples.
  static func sample(_ path: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("samples/" + path).path
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: sample(path), encoding: .utf8)
  }

  /// What is found in `text`: place, severity and rule, colon, message.
  func findings(
    _ text: String, api: RequestAPI? = nil, ignoring rules: Set<String> = []
  ) throws -> [String] {
    let path = try folder.write(Array(text.utf8), to: "body.json")
    var check = RequestCheck(try PromptLibrary(folder("prompts")))
    check.api = api
    return try check.check(body: path)?.ignoring(rules).findings.map(describe) ?? []
  }

  func describe(_ finding: Finding) -> String {
    let message = "\(finding.message)".replacing(folder.path + "/", with: "")
    return "\(finding.location.map { "\($0) " } ?? "")\(finding.rule): \(message)"
  }
}
