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

  /// A library that lets calls of the system fail, as its variables say:
  ///
  /// - FAIL_FROM: reading fails with EIO from there on, counted in bytes from the start of a file.
  /// - HIDE_PROC: there is no /proc.
  /// - FAIL_CALL, FAIL_AT: so many calls of that name succeed, and the next one fails with FAIL_ERRNO,
  ///   or where that is 0 does a part only. FAIL_MARK: a file that is made then.
  private func failingCalls() throws -> String {
    let source = """
      #define _GNU_SOURCE
      #include <dirent.h>
      #include <dlfcn.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <stdarg.h>
      #include <stdatomic.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      static atomic_int calls;
      /* 0: goes on; 1: fails; 2: does a part only. */
      static int fault(const char *name) {
        const char *call = getenv("FAIL_CALL");
        if (!call || strcmp(call, name) || calls++ != atoi(getenv("FAIL_AT"))) return 0;
        int mark = syscall(SYS_openat, AT_FDCWD, getenv("FAIL_MARK"), O_CREAT | O_WRONLY, 0600);
        syscall(SYS_close, mark);
        errno = atoi(getenv("FAIL_ERRNO"));
        return errno ? 1 : 2;
      }
      static int is_beyond(off_t end) {
        const char *from = getenv("FAIL_FROM");
        if (from && end > atoll(from)) { errno = EIO; return 1; }
        return 0;
      }
      static int is_hidden(const char *path) {
        if (!getenv("HIDE_PROC") || strncmp(path, "/proc/", 6)) return 0;
        errno = ENOENT;
        return 1;
      }
      #define NEXT(f) ((__typeof__(&f))dlsym(RTLD_NEXT, #f))
      #define PART(f, args, n, beyond) { \\
        int kind = fault(#f); \\
        if (kind == 1 || beyond) return -1; \\
        if (kind == 2 && n > 1) n /= 2; \\
        return NEXT(f) args; }
      #define WHOLE(f, name, args, failed) { return fault(name) ? failed : NEXT(f) args; }
      ssize_t pread(int d, void *b, size_t n, off_t o)
        PART(pread, (d, b, n, o), n, is_beyond(o + (off_t)n))
      ssize_t write(int d, const void *b, size_t n) PART(write, (d, b, n), n, 0)
      int fsync(int d) WHOLE(fsync, "fsync", (d), -1)
      int link(const char *a, const char *b) WHOLE(link, "link", (a, b), -1)
      int rename(const char *a, const char *b) WHOLE(rename, "rename", (a, b), -1)
      int unlink(const char *p) WHOLE(unlink, "unlink", (p), -1)
      int mkdir(const char *p, mode_t m) WHOLE(mkdir, "mkdir", (p, m), -1)
      int access(const char *p, int m) {
        if (is_hidden(p)) return -1;
        WHOLE(access, "access", (p, m), -1)
      }
      int stat(const char *p, struct stat *s) WHOLE(stat, "stat", (p, s), -1)
      int lstat(const char *p, struct stat *s) WHOLE(lstat, "stat", (p, s), -1)
      int fstat(int d, struct stat *s) WHOLE(fstat, "stat", (d, s), -1)
      DIR *opendir(const char *p) WHOLE(opendir, "opendir", (p), NULL)
      struct dirent *readdir(DIR *d) WHOLE(readdir, "readdir", (d), NULL)
      int fstatat(int d, const char *p, struct stat *s, int f)
        WHOLE(fstatat, "stat", (d, p, s, f), -1)
      int linkat(int d, const char *a, int e, const char *b, int f)
        WHOLE(linkat, "link", (d, a, e, b, f), -1)
      int renameat(int d, const char *a, int e, const char *b)
        WHOLE(renameat, "rename", (d, a, e, b), -1)
      int unlinkat(int d, const char *p, int f) WHOLE(unlinkat, "unlink", (d, p, f), -1)
      int mkdirat(int d, const char *p, mode_t m) WHOLE(mkdirat, "mkdir", (d, p, m), -1)
      #define MODE(m, f) \\
        va_list list; va_start(list, f); mode_t m = va_arg(list, mode_t); va_end(list);
      int open(const char *p, int f, ...) {
        MODE(m, f)
        if (is_hidden(p)) return -1;
        WHOLE(open, "open", (p, f, m), -1)
      }
      int openat(int d, const char *p, int f, ...) {
        MODE(m, f)
        WHOLE(openat, "open", (d, p, f, m), -1)
      }
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
      let library = try failingCalls()
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

    /// A call of the system and what happens to it; an error of 0 is a part that is done.
    struct Fault: Sendable, CustomTestStringConvertible {
      let call: String
      let errors: [Int32]
      var testDescription: String { call }

      static let all = [
        Fault(call: "pread", errors: [EIO, EINTR, 0]),
        Fault(call: "write", errors: [EIO, ENOSPC, EINTR, 0]),
        Fault(call: "fsync", errors: [EIO, ENOSPC, EINTR]),
        Fault(call: "link", errors: [EIO, ENOSPC, EINTR]),
        Fault(call: "rename", errors: [EIO, ENOSPC, EINTR]),
        Fault(call: "unlink", errors: [EINTR]),
        Fault(call: "mkdir", errors: [ENOSPC, EINTR]),
        Fault(call: "access", errors: [EIO, EINTR]),
        Fault(call: "stat", errors: [EIO]),
        Fault(call: "opendir", errors: [EIO, EINTR]),
        Fault(call: "readdir", errors: [EIO, EINTR]),
        Fault(call: "open", errors: [EIO]),
      ]
    }

    @Test(.enabled(if: compiler != nil, "there is no C compiler"), arguments: Fault.all)
    func whateverCallFailsAPromptIsWholeOrIsNotThere(_ fault: Fault) async throws {
      let library = try failingCalls()
      try folder.write(
        SoundFixture.wav(Signal.noise(frames: 4000).map { Int16($0 * 9999) }), to: "in/a.wav")
      let before = PromptFixture.file(PromptFixture.codes(800))
      _ = try await CommandRun("convert", "in", in: folder)
      let after = try folder.read("prompts/a.wav")
      // Reading is the same, whatever is there already.
      for isReplaced in fault.call == "pread" ? [false] : [false, true] {
        for error in fault.errors {
          for number in 0..<1000 {
            for path in folder.files() where path.hasPrefix("prompts/") || path == "mark" {
              try TemporaryFolder.remove(folder(path))
            }
            if isReplaced {
              try folder.write(before, to: "prompts/a.wav")
            } else {
              try? TemporaryFolder.remove(folder("prompts"))
            }
            let run = try await CommandRun(
              ["convert", "in", "--jobs", "1"] + (isReplaced ? ["--force"] : []), in: folder,
              environment: [
                "LD_PRELOAD": library, "FAIL_CALL": fault.call, "FAIL_AT": "\(number)",
                "FAIL_ERRNO": "\(error)", "FAIL_MARK": folder("mark"),
              ])
            let prompts = folder.files().filter { $0.hasPrefix("prompts/") }
            let place = "\(fault.call) \(number), error \(error): \(run.errors)"
            #expect(prompts == ["prompts/a.wav"] || prompts.isEmpty && !isReplaced, "\(place)")
            let prompt = prompts.isEmpty ? nil : try folder.read("prompts/a.wav")
            #expect(prompt == nil || prompt == after || prompt == before && isReplaced, "\(place)")
            #expect(run.status == 0 || ![EINTR, 0].contains(error), "\(place)")
            if run.status == 0 {
              #expect(prompt == after, "\(place)")
            } else {
              #expect(run.errors.contains(String(cString: strerror(error))), "\(place)")
            }
            if !folder.files().contains("mark") { break }
          }
        }
      }
    }

    @Test(.enabled(if: compiler != nil, "there is no C compiler"))
    func severalJobsNeedNoProc() async throws {
      let library = try failingCalls()
      for name in ["a", "b", "c"] {
        try folder.write(SoundFixture.wav([1, 2, 3]), to: "in/\(name).wav")
      }
      let run = try await CommandRun(
        ["convert", "in", "--jobs", "2"], in: folder,
        environment: ["LD_PRELOAD": library, "HIDE_PROC": "1"])
      #expect(run.status == 0)
    }

    @Test(.enabled(if: compiler != nil, "there is no C compiler"))
    func whatCouldNotBeReadIsNotTakenForRepaired() async throws {
      let library = try failingCalls()
      let chunk = RIFFFixture.chunk("LIST", Array("INFO".utf8))
      let prompt = PromptFixture.file(PromptFixture.codes(8000)) + chunk
      for name in ["a.wav", "b.wav"] { try folder.write(prompt, to: name) }
      let run = try await CommandRun(
        ["validate", "a.wav", "b.wav", "--fix", "--jobs", "1"], in: folder,
        environment: [
          "LD_PRELOAD": library, "FAIL_CALL": "pread", "FAIL_AT": "0", "FAIL_ERRNO": "\(EIO)",
          "FAIL_MARK": folder("mark"),
        ])
      #expect(run.errors.contains("fixed: b.wav: "))
      #expect(run.errors.contains("error: a.wav: cannot be read: Input/output error\n"))
      #expect(run.status == 2)
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
