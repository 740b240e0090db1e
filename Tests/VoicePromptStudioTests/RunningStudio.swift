import AudioFiles
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import VoicePromptStudio

/// A studio of this process, and a client for it that knows the token.
final class RunningStudio: Sendable {
  let port: Int
  let token: String
  /// The session's folder.
  let folder: String
  private let end: @Sendable () -> Void

  private init(_ address: String, _ folder: SessionFolder, _ end: @escaping @Sendable () -> Void) {
    let parts = address.split(separator: "/")
    port = Int(parts[1].split(separator: ":")[1]) ?? 0
    token = String(parts[2])
    self.folder = folder.path
    self.end = end
  }

  /// Runs one while a test does its work.
  ///
  /// - Parameter temporary: for its session's folder.
  static func with(
    _ temporary: TemporaryFolder, _ settings: StudioSettings = StudioSettings(),
    _ work: @escaping @Sendable (RunningStudio) async throws -> Void
  ) async throws {
    var settings = settings
    settings.temporaryFolder = temporary.path
    let failure = Failure()
    try await Studio.serve(settings, port: 0) { address, folder, end in
      let studio = RunningStudio(address, folder, end)
      Task {
        do {
          try await work(studio)
        } catch {
          failure.error.withLock { $0 = error }
        }
        end()
      }
    }
    if let error = failure.error.withLock({ $0 }) { throw error }
  }

  /// Why a test could not do its work.
  private final class Failure: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }

  var host: String { "127.0.0.1:\(port)" }

  /// Sends a head as it stands, with line ends added, and bytes after it.
  func raw(_ lines: [String], _ body: [UInt8] = []) async throws -> RawConnection.Answer {
    let connection = try RawConnection(port: port)
    await connection.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    return try #require(RawConnection.Answer(await connection.receive()))
  }

  /// A request as the page makes it.
  ///
  /// - Parameters:
  ///   - request: method and path below the token: `GET state`.
  func ask(
    _ request: String, _ headers: [String] = [], type: String = "application/octet-stream",
    body: [UInt8]? = nil
  ) async throws -> RawConnection.Answer {
    let parts = request.split(separator: " ", omittingEmptySubsequences: false)
    var lines = ["\(parts[0]) /\(token)/\(parts[1]) HTTP/1.1", "Host: \(host)"] + headers
    if let body { lines += ["Content-Type: \(type)", "Content-Length: \(body.count)"] }
    return try await raw(lines, body ?? [])
  }

  /// The same, for an answer in JSON.
  func json(
    _ request: String, _ value: [String: Any]? = nil
  ) async throws -> (status: Int, value: [String: Any]) {
    let body = try value.map { Array(try JSONSerialization.data(withJSONObject: $0)) }
    let answer = try await ask(request, type: "application/json", body: body)
    let parsed = try JSONSerialization.jsonObject(with: Data(answer.body))
    return (answer.status, try #require(parsed as? [String: Any]))
  }

  /// Uploads a recording.
  ///
  /// - Returns: its card.
  func upload(_ bytes: [UInt8], as name: String = "hold.wav") async throws -> [String: Any] {
    let query = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let answer = try await ask("POST recordings?name=\(query)", body: bytes)
    #expect(answer.status == 201)
    let parsed = try JSONSerialization.jsonObject(with: Data(answer.body))
    return try #require(parsed as? [String: Any])
  }

  /// A recording's card once it is judged and all of it was heard.
  func judgedCard(_ number: Int) async throws -> [String: Any] {
    for _ in 0..<1000 {
      let (status, card) = try await json("GET recordings/\(number)")
      if status != 200 || card["failure"] != nil { return card }
      let (_, picture) = try await json("GET recordings/\(number)/waveform?columns=1")
      if card["judgement"] != nil, picture["isComplete"] as? Bool == true { return card }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("recording \(number) was not judged")
    return [:]
  }

  /// Names in the session's folder.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

/// `#expect` for a value that is waited for: within a closure the macro loses what throws.
func expect<Value: Equatable>(
  _ value: Value, _ expected: Value, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(value == expected, comment, sourceLocation: sourceLocation)
}
