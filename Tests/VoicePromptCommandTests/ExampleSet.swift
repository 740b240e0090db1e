import Foundation
import TestSupport

/// A copy of the samples: a set, its masters, requests and programs.
struct ExampleSet {
  let folder = TemporaryFolder()

  init() throws {
    let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples")
    try FileManager.default.copyItem(atPath: samples.path, toPath: folder("samples"))
    try? FileManager.default.removeItem(atPath: folder("samples/prompts.lock"))
  }

  func run(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun(arguments, in: folder)
  }

  /// Changes a byte of a file, counted from its end.
  func change(_ name: String, at offset: Int) throws {
    var bytes = try folder.read(name)
    bytes[bytes.count - offset] ^= 0x10
    try folder.write(bytes, to: name)
  }

  /// The names and digests of everything that a build has made.
  func results() throws -> [String: String] {
    let names = folder.files().filter {
      $0.contains("prompts/") || $0.hasSuffix(".lock") || $0.hasSuffix(".tmp")
    }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, String(describing: try folder.read($0))) })
  }
}
