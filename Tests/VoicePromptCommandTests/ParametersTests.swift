import Foundation
import TestSupport
import Testing

@Suite struct ParametersTests {
  private let folder = TemporaryFolder()

  @Test func theTableHasARowForEachFieldOfEachRequest() async throws {
    let run = try await CommandRun("parameters", in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count { !$0.hasPrefix(" ") } == 19)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      run.output.hasPrefix(
        """
        PARAMETER       REQUEST       WHERE             TYPE           DEFAULT       SAMPLE
        lastMinVoice    callback      body              String(1-128)  announcement  lastmin_voice1.wav
          required: no; played in the last minute of a limited call; only with maxDuration other than 0

        """))
    #expect(run.status == 0)
  }

  @Test func whoReadsTheFirstLineOnlyGetsNoMessage() throws {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(CommandRun.command)' parameters | true"]
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test func oneRequestHasItsOwnRows() async throws {
    let run = try await CommandRun("parameters", "--api", "verification", in: folder)
    let lines = run.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    let names = lines.map { $0.prefix { $0 != " " } }
    #expect(names == ["PARAMETER", "preTone", "posTone"])
    let wrong = try await CommandRun("parameters", "--api", "abc", in: folder)
    #expect(wrong.status == 2)
  }

  @Test func jsonHasTheSameRows() async throws {
    let run = try await CommandRun("parameters", "--json", in: folder)
    let names = try run.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["name"] as? String
    }
    #expect(names.count == 18)
    #expect(names.contains("preVoiceX"))
    #expect(run.output.contains(#""default":"ringback""#))
    #expect(
      run.output.contains(#""sample":"x_hint_tone1.wav","schemaVersion":1,"type":"String(0-128)""#))
    let format = try await CommandRun("parameters", "--format", "json", in: folder)
    #expect(format.output == run.output)
    let filtered = try await CommandRun("parameters", "--json", "--api", "ax", in: folder)
    #expect(filtered.output.split(separator: "\n").count == 2)
  }
}
