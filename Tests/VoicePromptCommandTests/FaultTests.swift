import Foundation
import Subprocess
import TestSupport
import Testing

/// What the system does not let us do is named for what it is.
@Suite struct FaultTests {
  private let folder = TemporaryFolder()

  private static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A library that lets reading fail with EIO from FAIL_FROM on, counted in bytes from the start of
  /// the file.
  private func readingThatFails() throws -> String {
    let source = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <stdlib.h>
      #include <sys/types.h>
      typedef ssize_t (*reading)(int, void *, size_t, off_t);
      static ssize_t fault(const char *name, int file, void *buffer, size_t count, off_t offset) {
        const char *from = getenv("FAIL_FROM");
        if (from && offset + (off_t)count > atoll(from)) { errno = EIO; return -1; }
        return ((reading)dlsym(RTLD_NEXT, name))(file, buffer, count, offset);
      }
      ssize_t pread(int f, void *b, size_t n, off_t o) { return fault("pread", f, b, n, o); }
      ssize_t pread64(int f, void *b, size_t n, off_t o) { return fault("pread64", f, b, n, o); }
      """
    let file = try folder.write(Array(source.utf8), to: "fault.c")
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    compiler.arguments = ["-shared", "-fPIC", "-o", folder("fault.so"), file, "-ldl"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return folder("fault.so")
  }

  #if os(Linux)
    @Test(.enabled(if: compiler != nil, "there is no C compiler"))
    func anErrorOfTheDiskIsNamedInEveryFormat() async throws {
      let library = try readingThatFails()
      let sound = Signal.noise(frames: 96_000)
      var names: [String] = []
      for format in SoundFixture.supported() where format != .opus {
        let name = "in/\(format).\(format.nameExtension)"
        try folder.write([], to: name)
        try SoundFixture.write(sound, rate: 16_000, as: format, to: folder(name))
        names.append(name)
      }
      // 33 bytes a frame of GSM, each beginning with the bits 1101.
      let frame: [UInt8] = [0xD0] + [UInt8](repeating: 0x55, count: 32)
      try folder.write((0..<3000).flatMap { _ in frame }, to: "in/raw.gsm")
      try folder.write([UInt8](repeating: 0xD5, count: 96_000), to: "in/raw.alaw")
      for name in names + ["in/raw.gsm", "in/raw.alaw"] {
        let size = try folder.read(name).count
        let run = try await CommandRun(
          ["convert", name, "--force"], in: folder,
          environment: ["LD_PRELOAD": library, "FAIL_FROM": "\(size * 3 / 4)"])
        #expect(run.errors.hasPrefix("error: \(name): cannot be read: Input/output error\n"))
        #expect(run.status == 1)
      }
    }
  #endif

  /// Runs a command as somebody who may not enter the folder `in/closed`.
  private func run(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun(arguments, in: folder, user: CommandRun.nobody)
  }

  @Test(.enabled(if: CommandRun.nobodyReachesFolders, "temporary folders are closed to others"))
  func aFolderThatCannotBeEnteredFailsWhateverIsSearched() async throws {
    try folder.write(SoundFixture.wav([1000, -1000]), to: "in/a.wav")
    try folder.write(SoundFixture.wav([1000, -1000]), to: "in/closed/b.wav")
    try folder.write("preTone: 'a.wav'", to: "in/closed/call.py")
    try folder.write(PromptFixture.file(PromptFixture.codes(8000)), to: "prompts/a.wav")
    let everybody = [FileAttributeKey.posixPermissions: 0o777]
    for path in [folder.path, folder("in"), folder("prompts")] {
      try FileManager.default.setAttributes(everybody, ofItemAtPath: path)
    }
    let closed = folder("in/closed")
    try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: closed)
    defer { try? FileManager.default.setAttributes(everybody, ofItemAtPath: closed) }

    let reason = "in/closed: cannot be read: Permission denied"
    let converted = try await run("convert", "in", "-o", "out")
    #expect(converted.errors.hasPrefix("error: \(reason)\n"))
    #expect(converted.status == 1)
    let validated = try await run("validate", "in")
    #expect(validated.errors.hasPrefix("error: \(reason)\n"))
    #expect(validated.status == 2)
    let scanned = try await run("check-request", "--scan", "in", "--prompts", "prompts")
    #expect(scanned.errors.hasPrefix("error: \(reason)\n"))
    #expect(scanned.status == 2)
    let listed = try await run("init", "in")
    #expect(listed.errors.hasPrefix("warning: left out: \(reason)\n"))
    #expect(listed.status == 1)
  }

  @Test func aLinkInACircleIsNoLinkThatLeadsNowhere() async throws {
    try folder.write(SoundFixture.wav([1000, -1000]), to: "in/a.wav")
    try FileManager.default.createSymbolicLink(
      atPath: folder("in/b.wav"), withDestinationPath: "b.wav")
    let run = try await CommandRun("convert", "in", in: folder)
    #expect(
      run.errors.hasPrefix("error: in/b.wav: cannot be read: Too many levels of symbolic links\n"))
    #expect(run.status == 1)
  }
}
