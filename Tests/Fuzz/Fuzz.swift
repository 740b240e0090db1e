// Feeds the readers of what others have written with bytes that libFuzzer makes up. script/fuzz
// builds and runs it; it is in no target of the package.

internal import Glibc
internal import NIOHTTP1
internal import TelephonyAudio

@testable internal import AudioFiles
@testable internal import VoicePromptStudio
@testable internal import VoicePrompts

/// A reader and what it starts from.
private struct FuzzTarget: Sendable {
  let name: String
  /// Files that it understands, for a start in the middle of its code.
  let seeds: @Sendable () -> [[UInt8]]
  /// Reads a file. Whatever the bytes are, it returns: an error that is thrown is an answer.
  let read: @Sendable ([UInt8]) -> Void

  static let all = [wav, flac, mpeg, ogg, yaml, json, lock, program, http]

  // MARK: Sound

  static let wav = FuzzTarget(name: "wav") {
    let codes: [UInt8] = (0..<401).map { UInt8($0 % 100) ^ 0x55 }
    let file = WAVWriter.parts(of: codes, .prompt).flatMap { $0 }
    var listed = file
    listed.insert(contentsOf: Array("LIST".utf8) + [4, 0, 0, 0] + Array("INFO".utf8), at: 12)
    return [file, listed, file + file]
  } read: { bytes in
    _ = PromptValidator().findings(on: bytes, name: "prompt.wav").findings.map(\.message.english)
    checkIntegrity(bytes, .wav, .pcm16)
  }

  static let flac = FuzzTarget(name: "flac") {
    // STREAMINFO of blocks of 192 frames, then frames of 192 samples at 8000 Hz, mono, 16 bits.
    var file = Array("fLaC".utf8) + [0x80, 0, 0, 34, 0, 192, 0, 192]
    file += Array(repeating: 0, count: 30)
    for number in UInt8(0)..<3 {
      file += [0xFF, 0xF8, 0x14, 0x08, number, 0, 0, 1, 2, 3, 4, 5, 0, 0]
    }
    return [Checksums.flac(file), Checksums.flac(file + file)]
  } read: { bytes in
    for bytes in [bytes, Checksums.flac(bytes)] {
      checkIntegrity(bytes, .flac, .pcm16)
    }
  }

  static let mpeg = FuzzTarget(name: "mpeg") {
    // MPEG 1, layer III, 32 kbit/s, 44,100 Hz, mono: 104 bytes a frame.
    let frame: [UInt8] = [0xFF, 0xFB, 0x10, 0xC4] + Array(repeating: 0, count: 100)
    var first = frame
    first.replaceSubrange(21..<33, with: Array("Xing".utf8) + [0, 0, 0, 1, 0, 0, 0, 3])
    let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0]
    let rest = Array("TAG".utf8) + Array(repeating: 0, count: 125)
    let ape = Array("APETAGEX".utf8) + [0xD0, 7, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xA0]
    return [
      first + frame + frame + frame, tag + frame + frame + rest, frame + [1, 2, 3] + frame + frame,
      ape + Array(repeating: 0, count: 40) + frame + frame.prefix(50),
      Array("#!AMR\n".utf8) + [0x3C] + Array(repeating: 0, count: 31) + [
        0x44, 0, 0, 0, 0, 0, 0x7C,
      ],
      Array("#!AMR-WB\n".utf8) + [0x04] + Array(repeating: 0, count: 17) + [0x4C, 0, 0, 0, 0, 0],
      [
        0xFF, 0xF1, 0x50, 0x80, 0x01, 0x3F, 0xFC, 1, 2, 0xFF, 0xF1, 0x50, 0x80, 0x01, 0x1F, 0xFD, 1,
      ],
    ]
  } read: { bytes in
    checkIntegrity(bytes, .mp3, .mp3)
    checkIntegrity(bytes, .amr, .amrNB)
    checkIntegrity(bytes, .adts, .aac)
    _ = FileSignature(Array(bytes.prefix(4096)), nameExtension: "mp3")
  }

  static let ogg = FuzzTarget(name: "ogg") {
    func page(_ flags: UInt8, _ number: UInt8) -> [UInt8] {
      let position = [number, 1, 0, 0, 0, 0, 0, 0]
      let content = Array("\u{01}vorbis".utf8)
      return Array("OggS".utf8) + [0, flags] + position + [7, 0, 0, 0, number, 0, 0, 0, 0, 0, 0, 0]
        + [1, UInt8(content.count)] + content
    }
    let file = page(2, 0) + page(0, 1) + page(4, 2)
    return [Checksums.ogg(file), Checksums.ogg(file + file), Checksums.ogg(page(2, 0))]
  } read: { bytes in
    for bytes in [bytes, Checksums.ogg(bytes)] {
      checkIntegrity(bytes, .ogg, .vorbis)
      checkIntegrity(bytes, .ogg, .opus)
      checkIntegrity(bytes, .ogg, .flac)
    }
  }

  private static func checkIntegrity(
    _ bytes: [UInt8], _ container: SoundFormat.Container, _ encoding: SoundFormat.Encoding
  ) {
    let format = SoundFormat(
      container: container, encoding: encoding, sampleRate: 8000, channelCount: 1)
    guard let file = try? InputFile(bytes: bytes, name: "recording") else { return }
    let check = try? IntegrityCheck(file, format: format, frameCount: 8000)
    _ = check?.damage(decoded: 4000, decoderFailed: true)
  }

  // MARK: Text

  static let yaml = FuzzTarget(name: "yaml") {
    [
      """
      output: finished/prompts  # a remark
      max-size: 2MiB
      defaults: {channel: left, allow-truncated: true}
      prompts:
        - {for: notifyVoice, name: notify, source: a.wav, start: 0.5, duration: 1e1, split: true}
        - &one
          for: waitVoice
          source: "../b\\u00e9.wav"
        - *one
      """,
      """
      max-size: 100000
      strict: true
      ignore: [level]
      overrides:
        - files: legacy/*
          ignore: [fact-missing]
      """,
    ].map { Array($0.utf8) }
  } read: { bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(PromptError) {
      _ = try PromptSet(yaml: text, path: "sets/prompts.yml")
    } catch {
      _ = error.message.english
    }
    do throws(PromptError) {
      _ = try Settings(yaml: text, path: ".voiceprompt.yml").ignoredRules(for: "legacy/a.wav")
    } catch {
      _ = error.message.english
    }
  }

  static let json = FuzzTarget(name: "json") {
    [
      #"{"preVoice": {"callerHintTone": "a.wav", "calleeHintTone": ""}, "origNum": "+86"}"#,
      #"{"playInfoList": [{"notifyVoice": "a.wav"}, {"templateId": null, "templateParas": []}]}"#,
      #"[-1.5e+3, true, false, "\u00e9\ud83d\ude00\n\\\/", {"a": {}, "a": [[]]}]"#,
    ].map { Array($0.utf8) }
  } read: { bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(JSONNode.Failure) {
      let body = try JSONNode.parse(text)
      let catalog = RequestCatalog(.standard)
      _ = (catalog.request(of: body), catalog.mayBeBody(body))
      for api in catalog.profile.requests where body.members != nil {
        let request = RequestBody(body, of: api, catalog)
        for finding in RequestRules.ofBodies.flatMap({ $0.findings(in: request) }) {
          _ = finding.message.english
        }
      }
    } catch {
      _ = error.message.english
    }
  }

  static let lock = FuzzTarget(name: "lock") {
    let yaml = "prompts: [{for: waitVoice, source: a.wav, duration: 1.5}]"
    guard let set = try? PromptSet(yaml: yaml, path: "prompts.yml") else { return [] }
    let output = PromptLock.Output(name: "waitVoice.wav", sha256: "0f", bytes: 58, duration: 0.25)
    var lock = PromptLock(setSHA256: set.digest)
    lock.prompts = set.entries.map {
      PromptLock.Prompt(
        name: $0.name, source: $0.master, sourceSHA256: "0f", options: PromptLock.Recipe($0),
        tool: "1", outputs: [output])
    }
    lock.unlisted = [output]
    lock.pending = ["a.wav"]
    return [lock.text]
  } read: { bytes in
    // What is read can be written, and then reads the same.
    guard let lock = try? PromptLock.parse(bytes, path: "prompts.lock") else { return }
    guard let again = try? PromptLock.parse(lock.text, path: "prompts.lock"), again == lock else {
      fatalError("the lock is another one after it was written")
    }
  }

  static let program = FuzzTarget(name: "program") {
    [
      """
      body = {"preTone": "code.wav", 'posTone' => `a b.wav`, WaitVoice { get; } = "x.wav";
      body.setPreVoice(  # a remark
        ["one.wav", "two" + ".wav"])
      PRE_TONE=${DIR:-/tmp}/code.WAV "WAIT_VOICE=hold.wav"
      last_min_voice:
        - minute.wav
      """
    ].map { Array($0.utf8) }
  } read: { bytes in
    for path in ["a.js", "a.py", "a.sh", "a"] {
      for use in ProgramScan(bytes, path, ProgramVocabulary(.standard)) { _ = use.name.text }
    }
  }
}

// MARK: The studio

extension FuzzTarget {
  /// The first line is a request's, fields follow, and after an empty line there is a body: what NIO's
  /// parser lets through.
  static let http = FuzzTarget(name: "http") {
    let edit =
      #"{"start":0.5,"end":2,"profile":"huawei-voicecall","name":"a b.wav","field":"waitVoice","#
      + #""sound":"music","level":-20,"trim":"on","channel":"2","allowTruncated":true}"#
    return [
      "GET /00/recordings/1/waveform?from=1&to=2&columns=9\nHost: 127.0.0.1:80\n\n",
      "GET /00/\nHost: localhost:80\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n"
        + "Sec-Fetch-Dest: document\n\n",
      "POST /00/recordings?name=%e5%bd%95.wav\nHost: 127.0.0.1:80\nOrigin: http://127.0.0.1:80\n"
        + "Content-Type: application/octet-stream\nContent-Length: 3\n\nabc",
      "GET /00/recordings/1/prompt.wav?revision=3&download=1\nHost: 127.0.0.1:80\n"
        + "Range: bytes=0-9\nIf-Range: \"00\"\n\n",
      "PUT /00/recordings/1/edit\nHost: 127.0.0.1:80\nContent-Type: application/json\n\n\(edit)",
    ].map { Array($0.utf8) }
  } read: { bytes in
    var lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 16, omittingEmptySubsequences: false)[...]
    let words = lines.removeFirst().split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard words.count == 2 else { return }
    var head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: String(decoding: words[0], as: UTF8.self)),
      uri: String(decoding: words[1], as: UTF8.self))
    while let line = lines.popFirst(), !line.isEmpty {
      let sides = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard sides.count == 2 else { continue }
      head.headers.add(
        name: String(decoding: sides[0], as: UTF8.self),
        value: String(decoding: sides[1].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self))
    }
    do throws(Problem) {
      let target = try Gate(token: "00", port: 80).admit(head)
      let answer = Answer.file(
        "file", size: 1000, type: "audio/wav", tag: "00", for: head)
      guard answer.size <= 1000 else { fatalError("more of a file than it has") }
      let name = Answer.attachment(target.query["name"] ?? "")
      guard name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
        !name.dropFirst(22).dropLast().contains("\"")
      else { fatalError("a name that means more than a name") }
      let edit = try Request.decode(Edit.self, Array(lines.joined(separator: [UInt8(ascii: "\n")])))
      let options = try edit.options(StudioSettings())
      guard options.start.isFinite, options.duration ?? 1 > 0 else { fatalError("no such part") }
    } catch {
      _ = (error.message.english, error.message.chinese)
    }
  }
}

extension WAVFormat {
  fileprivate static let prompt = WAVFormat(encoding: .aLaw, sampleRate: 8000, channelCount: 1)
}

/// Puts checksums right, which chance does not: behind them is most of the code.
private enum Checksums {
  /// Of Ogg pages: RFC 3533, section 6.
  static func ogg(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for start in bytes.indices where bytes[start...].starts(with: "OggS".utf8) {
      guard start + 27 <= bytes.count else { break }
      let segments = bytes[(start + 27)...].prefix(Int(bytes[start + 26]))
      let end = start + 27 + segments.count + segments.reduce(0) { $0 + Int($1) }
      guard end <= bytes.count else { continue }
      bytes.replaceSubrange(start + 22..<start + 26, with: [0, 0, 0, 0])
      let sum = crc(bytes[start..<end], bits: 32, polynomial: 0x04C1_1DB7)
      for index in 0..<4 {
        bytes[start + 22 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index))
      }
    }
    return bytes
  }

  /// Of FLAC frames, their heads and the whole of them: RFC 9639, section 9.
  static func flac(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let starts = bytes.indices.dropLast(8).filter {
      bytes[$0] == 0xFF && bytes[$0 + 1] & 0xFE == 0xF8
    }
    for (start, end) in zip(starts, starts.dropFirst() + [bytes.count]) {
      let sizeBytes = [6: 1, 7: 2][bytes[start + 2] >> 4] ?? 0
      let rateBytes = [12: 1, 13: 2, 14: 2][bytes[start + 2] & 0x0F] ?? 0
      let numberBytes = max(1, (~bytes[start + 4]).leadingZeroBitCount)
      let head = start + 4 + numberBytes + sizeBytes + rateBytes
      guard head < end - 2 else { continue }
      bytes[head] = UInt8(crc(bytes[start..<head], bits: 8, polynomial: 0x07))
      let sum = crc(bytes[start..<end - 2], bits: 16, polynomial: 0x8005)
      bytes[end - 2] = UInt8(sum >> 8)
      bytes[end - 1] = UInt8(sum & 0xFF)
    }
    return bytes
  }

  private static func crc(_ bytes: ArraySlice<UInt8>, bits: UInt32, polynomial: UInt32) -> UInt32 {
    let top: UInt32 = 1 << (bits - 1)
    let all = top | (top - 1)
    var value: UInt32 = 0
    for byte in bytes {
      value ^= UInt32(byte) << (bits - 8)
      for _ in 0..<8 { value = value & top != 0 ? (value << 1 ^ polynomial) & all : value << 1 }
    }
    return value
  }
}

// MARK: What libFuzzer calls

/// The value of an argument `--name=value`; libFuzzer leaves those with two hyphens to us.
private func argument(_ name: String) -> String? {
  CommandLine.arguments.first { $0.hasPrefix("--\(name)=") }
    .map { String($0.dropFirst(name.count + 3)) }
}

/// What `--target=` names.
private let target: FuzzTarget = {
  let name = argument("target") ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    let names = FuzzTarget.all.map(\.name).joined(separator: " ")
    print("--target=\(name): there is \(names)")
    exit(2)
  }
  return target
}()

/// With `--seeds=FOLDER` writes the target's seeds there, and ends.
@_cdecl("LLVMFuzzerInitialize")
public func prepare(
  _ count: UnsafeMutableRawPointer, _ arguments: UnsafeMutableRawPointer
) -> CInt {
  guard let folder = argument("seeds") else { return 0 }
  for (index, seed) in target.seeds().enumerated() {
    let descriptor = open("\(folder)/seed-\(index)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard write(descriptor, seed, seed.count) == seed.count else { exit(2) }
    close(descriptor)
  }
  exit(0)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func readOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  target.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
