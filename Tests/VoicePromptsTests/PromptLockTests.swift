import AudioFiles
import FoundationEssentials
import Testing

@testable import VoicePrompts

@Suite struct PromptLockTests {
  private func lock(promptCount: Int, partCount: Int = 1) throws -> PromptLock {
    let set = try PromptSet(
      yaml: "prompts: [{name: a.wav, source: 'm \"1\"/ü.wav', duration: 2.5}]", path: "prompts.yml")
    var lock = PromptLock(setSHA256: set.digest)
    lock.prompts = (0..<promptCount).map { index in
      PromptLock.Prompt(
        name: "p\(index).wav", source: set.entries[0].master, sourceSHA256: "0f",
        options: PromptLock.Recipe(set.entries[0]), tool: "1",
        outputs: (0..<partCount).map {
          PromptLock.Output(name: "p\(index)_\($0).wav", sha256: "0f", bytes: 58, duration: 0.25)
        })
    }
    return lock
  }

  private func failure(_ text: [UInt8]) -> String? {
    do {
      _ = try PromptLock.parse(text, path: "prompts.lock")
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [0, 1, 3])
  func theTextIsThatOfOneCoder(_ count: Int) throws {
    var lock = try lock(promptCount: count)
    lock.unlisted = lock.prompts.flatMap(\.outputs)
    lock.pending = count == 1 ? nil : lock.outputs.map(\.name)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let whole = Array(try encoder.encode(lock)) + Array("\n".utf8)
    #expect(String(decoding: lock.text, as: UTF8.self) == String(decoding: whole, as: UTF8.self))
    #expect(try PromptLock.parse(whole, path: "prompts.lock") == lock)
  }

  @Test func promptsHaveALimit() throws {
    #expect(failure(try lock(promptCount: PromptSet.maximumCount).text) == nil)
    #expect(
      failure(try lock(promptCount: PromptSet.maximumCount + 1).text)
        == "prompts.lock: this has more than 4,000 prompts or 20,000 files, which no build makes; "
        + "remove it, or use --force to write it anew")
  }

  @Test func filesHaveALimit() throws {
    let lock = try lock(promptCount: 30, partCount: 3334)
    #expect(failure(lock.text)?.contains("20,000 files") == true)
  }

  @Test(arguments: [
    "", "{}", "[]", "[{}]", "{\"prompts\": 1}", "{\"prompts\": [0, 0]}", "{\"lockVersion\": [0]}",
    "{\"lockVersion\": 1, \"setSHA256\": \"\", \"prompts\": []}",
    "{\"lockVersion\": 1, \"setSHA256\": \"\", \"prompts\": [], \"unlisted\": []} x",
  ])
  func whatIsNoLockIsRefused(_ text: String) {
    #expect(failure(Array(text.utf8))?.contains("this is no lock that a build has written") == true)
  }
}
