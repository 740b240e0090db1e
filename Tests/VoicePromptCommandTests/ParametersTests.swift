import Foundation
import TestSupport
import Testing

@Suite struct ParametersTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func theTableHasARowForEachFieldOfEachRequest() async throws {
    let run = try await CommandRun("parameters", in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 19)
    #expect(lines[0].hasPrefix("PARAMETER"))
    #expect(lines.contains { $0.hasPrefix("waitVoice       voice callback") })
    #expect(run.status == 0)
  }

  @Test func jsonHasTheSameRows() async throws {
    let run = try await CommandRun("parameters", "--json", in: folder)
    let names = try run.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["name"] as? String
    }
    #expect(names.count == 18)
    #expect(names.contains("preVoiceX"))
  }
}
