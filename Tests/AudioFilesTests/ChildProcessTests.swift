import SystemPackage
import Testing

@testable import AudioFiles

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct ChildProcessTests {
  private func child(
    _ script: String, limits: ChildProcess.Limits = ChildProcess.Limits(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> ChildProcess {
    try ChildProcess("/bin/sh", ["-c", script], limits: limits, isCancelled: isCancelled)
  }

  /// All that it writes, and how it ends.
  private func run(
    _ child: ChildProcess
  ) throws(ChildProcess.Failure) -> (text: String, status: Int32?) {
    var bytes: [UInt8] = []
    while true {
      let more = try child.read(count: 1000)
      if more.isEmpty { break }
      bytes += more
    }
    return (String(decoding: bytes, as: UTF8.self), try child.finish())
  }

  @Test func whatItWritesAndHowItEndsAreKnown() throws {
    let child = try child("echo out; echo oops >&2; exit 3")
    let outcome = try run(child)
    #expect(outcome.text == "out\n")
    #expect(outcome.status == 3)
    #expect(String(decoding: child.errorText, as: UTF8.self) == "oops\n")
  }

  @Test func aSignalIsNoStatus() throws {
    #expect(try run(child("kill -9 $$")).status == nil)
  }

  @Test func moreThanAPipeHoldsArrives() throws {
    let outcome = try run(child("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"))
    #expect(outcome.text.utf8.count == 1_000_000)
    #expect(outcome.status == 0)
  }

  @Test func itHasNothingToReadAndAGroupOfItsOwn() throws {
    let outcome = try run(child("cat; echo $$; ps -o pgid= -p $$"))
    let words = outcome.text.split(whereSeparator: \.isWhitespace)
    // Where there is no ps, the group is left out.
    if words.count == 2 { #expect(words[0] == words[1]) }
    #expect(outcome.text.hasPrefix("\(words.first ?? "")\n"))
  }

  @Test func aFileWithoutANameCanBeHandedOver() throws {
    let file = try FileSystem.createPrivate()
    defer { FileSystem.close(file) }
    try FileSystem.write(Array("inside".utf8), to: file)
    let text = ChildProcess.output(of: "/bin/sh", ["-c", "cat /dev/fd/3"], input: file)
    #expect(text == "inside" || text == "", "some systems share the place that is read from")
  }

  @Test func whatCannotBeStartedFails() {
    #expect(throws: ChildProcess.Failure.system(.noSuchFileOrDirectory)) {
      _ = try ChildProcess("/no/such/program", [])
    }
  }

  @Test(arguments: ["sleep 60", "echo a; exec >&-; sleep 60", "while :; do echo x >&2; done"])
  func oneThatHangsIsEnded(_ script: String) throws {
    let child = try child(script, limits: .init(silence: 0.3))
    #expect(throws: ChildProcess.Failure.silent(seconds: 0.3)) { try run(child) }
  }

  @Test func oneThatDripsIsEnded() throws {
    let child = try child(
      "while :; do echo x; sleep 0.05; done", limits: .init(silence: 10, waiting: 0.5))
    #expect(throws: ChildProcess.Failure.slow(seconds: 0.5)) { try run(child) }
  }

  @Test func oneThatFloodsIsEnded() throws {
    let child = try child("cat /dev/zero", limits: .init(bytes: 1_000_000))
    #expect(throws: ChildProcess.Failure.tooMuch(bytes: 1_000_000)) { try run(child) }
  }

  @Test func waitingCanBeInterrupted() throws {
    let child = try child("sleep 60", isCancelled: { true })
    #expect(throws: ChildProcess.Failure.interrupted) { try run(child) }
  }

  @Test func whatItHasStartedEndsWithIt() throws {
    let identifier: pid_t
    do {
      let child = try child("sleep 60 & echo $!; wait")
      let text = String(decoding: try child.read(count: 100), as: UTF8.self)
      identifier = try #require(pid_t(text.dropLast()))
      #expect(kill(identifier, 0) == 0)
    }
    // Whoever inherits it takes a moment to bury it.
    for _ in 0..<100 where Self.isAlive(identifier) { usleep(20_000) }
    #expect(!Self.isAlive(identifier))
  }

  /// Whether it runs, and is not merely waiting to be buried.
  private static func isAlive(_ identifier: pid_t) -> Bool {
    guard kill(identifier, 0) == 0 else { return false }
    guard let file = try? FileSystem.open("/proc/\(identifier)/stat") else { return true }
    defer { FileSystem.close(file) }
    let status = (try? FileSystem.read(file, at: 0, count: 200)) ?? []
    return !String(decoding: status, as: UTF8.self).contains(") Z ")
  }
}
