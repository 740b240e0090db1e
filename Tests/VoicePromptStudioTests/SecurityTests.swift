import Foundation
import TestSupport
import Testing

@testable import VoicePromptStudio

/// Who can reach the port, and what they get. Each test is a point of docs/studio.md, "Security".
@Suite(.serialized) struct SecurityTests {
  private let folder = TemporaryFolder()

  @Test func itListensOnThisMachineOnly() async throws {
    try await RunningStudio.with(folder) { studio in
      // Linux takes all of 127/8 for this machine; nobody listens but on the one address.
      #if os(Linux)
        let other = try? RawConnection(port: studio.port, address: "127.0.0.2")
        #expect(other == nil)
      #endif
      expect(try await studio.ask("GET state").status, 200)
    }
  }

  @Test func aRequestNamesThisServer() async throws {
    try await RunningStudio.with(folder) { studio in
      let request = "GET /\(studio.token)/state HTTP/1.1"
      for host in [studio.host, "localhost:\(studio.port)", "LOCALHOST:\(studio.port)"] {
        expect(try await studio.raw([request, "Host: \(host)"]).status, 200)
      }
      for host in [
        "evil.example:\(studio.port)", "127.0.0.1", "localhost", "127.0.0.1:\(studio.port + 1)",
        "127.0.0.1:\(studio.port)@evil.example", "", "[::1]:\(studio.port)",
        "127.0.0.1.:\(studio.port)",
      ] {
        expect(try await studio.raw([request, "Host: \(host)"]).status, 421, "\(host)")
      }
      expect(try await studio.raw([request]).status, 421)
      expect(
        try await studio.raw([request, "Host: \(studio.host)", "Host: \(studio.host)"]).status, 421)
      // Before anything else is looked at.
      expect(try await studio.raw(["GET /nothing HTTP/1.1", "Host: evil.example"]).status, 421)
    }
  }

  @Test func aRequestKnowsTheToken() async throws {
    try await RunningStudio.with(folder) { studio in
      #expect(studio.token.count == 32)
      let isHexadecimal = studio.token.allSatisfy { $0.isHexDigit }
      #expect(isHexadecimal)
      let last = studio.token.last == "0" ? "1" : "0"
      var bodies: Set<String> = []
      for path in [
        "/", "/state", "//state", "/\(studio.token)", "/\(studio.token.dropLast())/state",
        "/\(studio.token.dropLast())\(last)/state", "/\(studio.token)0/state",
        "/\(studio.token.uppercased())X/state", "/../\(studio.token)/state",
        "/%2e%2e/\(studio.token)/state", "/x/\(studio.token)/state", "/%zz", "*",
        "http://\(studio.host)/\(studio.token)/state",
      ] {
        let answer = try await studio.raw(["GET \(path) HTTP/1.1", "Host: \(studio.host)"])
        #expect(answer.status == 404 || path == "*" && answer.status == 400, "\(path)")
        #expect(!answer.head.contains(studio.token))
        #expect(answer.headers["set-cookie"] == nil)
        if answer.status == 404 { bodies.insert(answer.text) }
      }
      // Nobody learns how near a guess was.
      #expect(bodies.count == 1)
      #expect(Gate.makeToken() != Gate.makeToken())
    }
  }

  @Test func aPageOfAnotherSiteGetsNothing() async throws {
    try await RunningStudio.with(folder) { studio in
      func status(_ request: String, _ headers: String...) async throws -> Int {
        try await studio.ask(request, headers).status
      }
      expect(try await status("GET state", "Origin: http://\(studio.host)"), 200)
      expect(try await status("GET state", "Origin: http://localhost:\(studio.port)"), 200)
      for origin in [
        "http://evil.example", "null", "https://\(studio.host)", "http://127.0.0.1:1",
        "file://", "http://\(studio.host).evil.example",
      ] {
        expect(try await status("GET state", "Origin: \(origin)"), 403, "\(origin)")
        expect(try await status("OPTIONS state", "Origin: \(origin)"), 403)
      }
      expect(try await status("GET state", "Sec-Fetch-Site: same-origin"), 200)
      expect(try await status("GET ", "Sec-Fetch-Site: none"), 200)
      for site in ["cross-site", "same-site", "anything"] {
        expect(try await status("GET state", "Sec-Fetch-Site: \(site)"), 403)
        expect(try await status("GET ", "Sec-Fetch-Site: \(site)"), 403)
      }
      let opening = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"]
      expect(try await studio.ask("GET ", opening + ["Sec-Fetch-Dest: document"]).status, 200)
      expect(try await studio.ask("GET ", opening + ["Sec-Fetch-Dest: iframe"]).status, 403)
      expect(try await studio.ask("GET state", opening + ["Sec-Fetch-Dest: document"]).status, 403)
      // No answer lets another page read it.
      let answer = try await studio.ask("OPTIONS state", ["Access-Control-Request-Method: PUT"])
      #expect(answer.status == 405)
      #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control") })
    }
  }

  @Test func bodiesHaveTypesThatAFormCannotSend() async throws {
    try await RunningStudio.with(folder) { studio in
      for type in [
        "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
        "application/json, text/plain", "application/json; x=text/plain",
      ] {
        let answer = try await studio.ask("POST quit", type: type, body: Array("{}".utf8))
        #expect(answer.status == 415, "\(type)")
      }
      let lines = ["POST /\(studio.token)/quit HTTP/1.1", "Host: \(studio.host)"]
      expect(try await studio.raw(lines + ["Content-Length: 2"], [1, 2]).status, 415)
      expect(
        try await studio.raw(lines + ["Transfer-Encoding: chunked"], Array("0\r\n\r\n".utf8))
          .status, 415)
      // The right type at the wrong place.
      expect(
        try await studio.ask("POST recordings?name=a", type: "application/json", body: [1]).status,
        400)
    }
  }

  @Test func everyAnswerProtectsThePage() async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(SoundFixture.wav(float: Signal.speech(), rate: 8000))
      _ = try await studio.judgedCard(1)
      var answers = [
        try await studio.ask("GET "), try await studio.ask("GET state"),
        try await studio.ask("GET nothing"), try await studio.ask("DELETE state"),
        try await studio.ask("GET state", ["Origin: null"]),
        try await studio.ask("GET recordings/1/prompt.wav", ["Range: bytes=0-1"]),
        try await studio.ask("GET recordings/1/prompt.wav", ["Range: bytes=999999999-"]),
        try await studio.raw(["GET / HTTP/1.1", "Host: evil.example"]),
        try await studio.raw(["GET /"]),
        try await studio.raw(["GET / HTTP/1.1", "X: " + String(repeating: "x", count: 20_000)]),
        try await studio.ask("PUT recordings/1/edit", type: "application/json", body: [0]),
        try await studio.ask("DELETE recordings/1"),
      ]
      answers.append(try await studio.ask("POST quit"))
      #expect(
        answers.map(\.status) == [
          200, 200, 404, 405, 403, 206, 416, 421, 400, 431, 400, 204, 204,
        ])
      for answer in answers {
        #expect(
          answer.headers["content-security-policy"]
            == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["cross-origin-resource-policy"] == "same-origin")
        #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect(answer.headers["cache-control"] == "no-store")
      }
    }
  }

  @Test func whatComesLiesWhereNobodyElseLooks() async throws {
    try await RunningStudio.with(folder) { studio in
      let attributes = try FileManager.default.attributesOfItem(atPath: studio.folder)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      let recording = SoundFixture.wav(float: Signal.speech(), rate: 8000)
      for (index, name) in ["../../evil.wav", "/etc/passwd", "a\r\nb.wav", "..", "x/../../y.mp3"]
        .enumerated()
      {
        let card = try await studio.upload(recording, as: name)
        #expect(card["fileName"] as? String == name)
        _ = try await studio.judgedCard(index + 1)
      }
      _ = try await studio.ask("GET recordings/1/original.wav")
      #expect(studio.files.filter { $0.contains("evil") || $0.contains("passwd") }.isEmpty)
      #expect(studio.files.contains("1-recording.wav"))
      for file in studio.files {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: studio.folder + "/" + file)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
      }
      for path in [
        "recordings/../state", "recordings/..%2f..%2fstate", "recordings/1/../../state",
        "../../../etc/passwd", "%2e%2e%2fpage.c", "recordings/01", "recordings/+1",
        "recordings/1%00", "recordings/999999999999999999999",
      ] {
        expect(try await studio.ask("GET \(path)").status, 404, "\(path)")
      }
    }
    #expect(folder.files().isEmpty)
  }

  @Test func sizesAreLookedAtBeforeABodyIsRead() async throws {
    try await RunningStudio.with(folder) { studio in
      let upload = [
        "POST /\(studio.token)/recordings?name=a.wav HTTP/1.1", "Host: \(studio.host)",
        "Content-Type: application/octet-stream",
      ]
      // Not a byte of the body is sent.
      expect(try await studio.raw(upload + ["Content-Length: 2147483649"]).status, 413)
      expect(try await studio.raw(upload + ["Content-Length: 99999999999999999999"]).status, 400)
      expect(try await studio.raw(upload + ["Content-Length: -1"]).status, 400)
      // Two at a time that are more than there is room for.
      let first = try RawConnection(port: studio.port)
      let second = try RawConnection(port: studio.port)
      for connection in [first, second] {
        await connection.send(
          (upload + ["Content-Length: 2147483648"]).joined(separator: "\r\n") + "\r\n\r\n")
      }
      try await Task.sleep(for: .milliseconds(200))
      expect(try await studio.raw(upload + ["Content-Length: 10"]).status, 507)
      #expect(studio.files.filter { $0.hasSuffix("recording.wav") }.count == 2)
    }
  }

  @Test func anEditHasALimit() async throws {
    try await RunningStudio.with(folder) { studio in
      let json = [
        "PUT /\(studio.token)/recordings/1/edit HTTP/1.1", "Host: \(studio.host)",
        "Content-Type: application/json", "Content-Length: 65537",
      ]
      _ = try await studio.upload(SoundFixture.wav(float: Signal.speech(), rate: 8000))
      expect(try await studio.raw(json).status, 413)
    }
  }

  @Test func aHeadHasALimit() async throws {
    try await RunningStudio.with(folder) { studio in
      let line = "GET /\(studio.token)/state HTTP/1.1"
      func padding(_ count: Int) -> String { "X: " + String(repeating: "x", count: count) }
      expect(try await studio.raw([line, "Host: \(studio.host)", padding(15_000)]).status, 200)
      expect(try await studio.raw([line, "Host: \(studio.host)", padding(16_400)]).status, 431)
      let long = "GET /\(String(repeating: "x", count: 17_000)) HTTP/1.1"
      expect(try await studio.raw([long, "Host: \(studio.host)"]).status, 431)
      let many = (0..<101).map { "X\($0): 1" }
      expect(try await studio.raw([line, "Host: \(studio.host)"] + many).status, 431)
      // One that never ends.
      let connection = try RawConnection(port: studio.port)
      await connection.send("GET /" + String(repeating: "x", count: 17_000))
      #expect(RawConnection.Answer(await connection.receive())?.status == 431)
    }
  }

  @Test func connectionsHaveALimit() async throws {
    try await RunningStudio.with(folder) { studio in
      var connections: [RawConnection] = []
      for _ in 0..<64 { connections.append(try RawConnection(port: studio.port)) }
      try await Task.sleep(for: .milliseconds(100))
      let surplus = try RawConnection(port: studio.port)
      #expect(await surplus.isClosed())
      // Those that are there are served, and make room.
      await connections[0].send(
        "GET /\(studio.token)/state HTTP/1.1\r\nHost: \(studio.host)\r\nConnection: close\r\n\r\n")
      #expect(RawConnection.Answer(await connections[0].receive())?.status == 200)
      connections.removeFirst(2)
      try await Task.sleep(for: .milliseconds(100))
      expect(try await studio.ask("GET state").status, 200)
    }
  }

  @Test func whoSaysNothingIsNotWaitedFor() async throws {
    var settings = StudioSettings()
    settings.patience = 0.3
    try await RunningStudio.with(folder, settings) { studio in
      let silent = try RawConnection(port: studio.port)
      #expect(await silent.isClosed())
      let slow = try RawConnection(port: studio.port)
      let clock = ContinuousClock()
      let start = clock.now
      for byte in Array("GET /\(studio.token)/state HTTP/1.1".utf8) {
        await slow.send([byte])
        try await Task.sleep(for: .milliseconds(50))
        if clock.now - start > .seconds(1) { break }
      }
      #expect(await slow.isClosed())
      let halfway = try RawConnection(port: studio.port)
      await halfway.send(
        "POST /\(studio.token)/recordings?name=a.wav HTTP/1.1\r\nHost: \(studio.host)\r\n"
          + "Content-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\nabc")
      #expect(await halfway.isClosed())
      try await Task.sleep(for: .milliseconds(100))
      #expect(studio.files == ["lock"])
    }
  }

  @Test func aBodyThatBreaksOffLeavesNothing() async throws {
    try await RunningStudio.with(folder) { studio in
      do {
        let connection = try RawConnection(port: studio.port)
        await connection.send(
          "POST /\(studio.token)/recordings?name=a.wav HTTP/1.1\r\nHost: \(studio.host)\r\n"
            + "Content-Type: application/octet-stream\r\nContent-Length: 2147483647\r\n\r\n")
        await connection.send([UInt8](repeating: 1, count: 1 << 20))
      }
      for _ in 0..<100 where studio.files != ["lock"] {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(studio.files == ["lock"])
      let (_, state) = try await studio.json("GET state")
      #expect((state["recordings"] as? [Any])?.isEmpty == true)
      // Its room is free again.
      let upload = [
        "POST /\(studio.token)/recordings?name=a.wav HTTP/1.1", "Host: \(studio.host)",
        "Content-Type: application/octet-stream", "Content-Length: 2147483647",
        "Expect: 100-continue",
      ]
      expect(try await studio.raw(upload).status, 100)
      expect(try await studio.raw(upload).status, 100)
    }
  }

  @Test func aDownloadHasALegalNameOnly() async throws {
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(SoundFixture.wav(float: Signal.speech(), rate: 8000))
      var edit = try #require(try await studio.judgedCard(1)["edit"] as? [String: Any])
      edit["name"] = "x\"\r\nSet-Cookie: a=b\r\n.wav"
      expect(try await studio.json("PUT recordings/1/edit", edit).status, 200)
      let refused = try await studio.ask("GET recordings/1/prompt.wav?download=1")
      #expect(refused.status == 409)
      #expect(!refused.head.contains("Set-Cookie"))
      edit["name"] = "waitVoice.wav"
      expect(try await studio.json("PUT recordings/1/edit", edit).status, 200)
      let answer = try await studio.ask("GET recordings/1/prompt.wav?download=1")
      #expect(answer.headers["content-disposition"] == "attachment; filename=\"waitVoice.wav\"")
    }
  }

  @Test func quittingEndsItAndItsFolder() async throws {
    let folder = folder
    try await RunningStudio.with(folder) { studio in
      _ = try await studio.upload(SoundFixture.wav(float: Signal.speech(), rate: 8000))
      let idle = try RawConnection(port: studio.port)
      expect(try await studio.ask("GET quit").status, 405)
      expect(try await studio.ask("POST quit").status, 204)
      #expect(await idle.isClosed())
      for _ in 0..<100 where FileManager.default.fileExists(atPath: studio.folder) {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(!FileManager.default.fileExists(atPath: studio.folder))
      let late = try? RawConnection(port: studio.port)
      #expect(late == nil)
    }
  }
}
