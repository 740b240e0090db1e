import Foundation
import TestSupport
import Testing

@testable import VoicePromptStudio

@Suite struct BrowserTests {
  private let temporary = TemporaryFolder()
  private let address = "http://127.0.0.1:8080/0123456789abcdef0123456789abcdef/"

  /// Opens the address with the programs of a folder.
  ///
  /// - Returns: whether one was started, and what it was given.
  private func open(
    _ environment: [String: String] = ["DISPLAY": ":0"], isWSL: Bool = false
  ) async throws -> (isOpened: Bool, words: [String], page: String) {
    let folder = try SessionFolder(in: temporary.path)
    defer { folder.removeAll() }
    let variables = environment.merging(["PATH": temporary("bin")]) { $1 }
    let browser = Browser(folder: folder, environment: { variables[$0] }, isWSL: isWSL)
    let isOpened = browser.open(address)
    for _ in 0..<200 where isOpened && !FileManager.default.fileExists(atPath: temporary("done")) {
      try await Task.sleep(for: .milliseconds(10))
    }
    let words = try? String(contentsOfFile: temporary("done"), encoding: .utf8)
    let page = try? String(contentsOfFile: folder.file("open.html"), encoding: .utf8)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file("open.html"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    return (isOpened, words?.split(separator: "\n").map(String.init) ?? [], page ?? "")
  }

  private func writeProgram(_ name: String, _ script: String) throws {
    try temporary.writeProgram(script, to: "bin/\(name)")
  }

  /// Writes down its arguments, and says so when they are there.
  private var noting: String {
    "for word; do printf '%s\\n' \"$word\"; done > '\(temporary("words"))'; "
      + "mv '\(temporary("words"))' '\(temporary("done"))'"
  }

  #if os(Linux)
    @Test func theAddressIsOnNoCommandLine() async throws {
      try FileManager.default.createDirectory(
        atPath: temporary("bin"), withIntermediateDirectories: true)
      try writeProgram("xdg-open", noting)
      let (isOpened, words, page) = try await open()
      #expect(isOpened)
      #expect(words.count == 1)
      #expect(words[0].hasSuffix("/open.html"))
      #expect(!words[0].contains("0123456789"))
      #expect(page.contains("url=\(address)\""))
    }

    @Test func windowsIsAskedInItsOwnWay() async throws {
      try FileManager.default.createDirectory(
        atPath: temporary("bin"), withIntermediateDirectories: true)
      try writeProgram(
        "wslpath", "[ \"$1\" = -w ] && printf '\\\\\\\\wsl.localhost\\\\Debian%s\\r\\n' \"$2\"")
      try writeProgram("cmd.exe", noting)
      let (isOpened, words, _) = try await open([:], isWSL: true)
      #expect(isOpened)
      // An empty line is the title that start wants.
      #expect(words.prefix(2) == ["/c", "start"])
      #expect(words.last?.hasPrefix("\\\\wsl.localhost\\Debian/") == true)
      #expect(words.last?.hasSuffix("/open.html") == true)
    }

    @Test func whereNobodyLooksNothingIsOpened() async throws {
      try FileManager.default.createDirectory(
        atPath: temporary("bin"), withIntermediateDirectories: true)
      expect(try await open([:]).isOpened, false)
      expect(try await open().isOpened, false)
      expect(try await open([:], isWSL: true).isOpened, false)
      try writeProgram("wslpath", "exit 1")
      try writeProgram("cmd.exe", noting)
      expect(try await open([:], isWSL: true).isOpened, false)
    }
  #endif
}
