import AudioFiles
import Synchronization
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePrompts

@Suite struct PromptDraftTests {
  private let folder = TemporaryFolder()
  private let samples = Signal.noise(frames: 200_001).map { Int16($0 * 20_000) }

  /// A converter whose prompts are large from 1,000 bytes on.
  private func converter(
    _ options: ConversionOptions = ConversionOptions()
  ) -> PromptConverter {
    var converter = PromptConverter(options)
    converter.memoryLimit = 1000
    return converter
  }

  @Test(arguments: [("huawei-voicecall", false), ("asterisk-alaw", true), ("genesys-cloud", false)])
  func aLargePromptHasTheBytesOfOneInMemory(_ profile: String, preparesSound: Bool) throws {
    let path = try folder.write(SoundFixture.wav(samples, rate: 11_025), to: "a.wav")
    let known = try #require(PlatformProfile.all.first { $0.id == profile })
    var options = ConversionOptions(known)
    if preparesSound { options.sound.preset = .speech }
    let bytes = try PromptConverter(options).convert(try folder.read("a.wav"), named: "a.wav")
    let names = Mutex<Set<[String]>>([])
    let progress = WorkProgress { [folder] in
      let files = folder.files()
      return names.withLock { $0.insert(files) }.inserted && false
    }
    let conversion = try converter(options).convert(
      path, to: folder("out.wav"), progress: progress)
    #expect(try folder.read("out.wav") == bytes.file)
    #expect(conversion == bytes.conversion)
    #expect(folder.files() == ["a.wav", "out.wav"])
    // It was there before it was whole.
    #expect(names.withLock { $0.contains { $0.count == 2 } })
  }

  @Test func whatFailsLateLeavesNothing() throws {
    let path = try folder.write(SoundFixture.wav(samples), to: "a.wav")
    let folder = folder
    let mostFiles = Mutex(0)
    let progress = WorkProgress {
      let count = folder.files().count
      mostFiles.withLock { $0 = max($0, count) }
      if count == 2 { _ = try? folder.write(SoundFixture.wav([1]), to: "a.wav") }
      return false
    }
    let error = #expect(throws: PromptError.self) {
      try converter().convert(path, to: folder("out.wav"), progress: progress)
    }
    #expect(error?.path == path)
    #expect(mostFiles.withLock { $0 } == 2)
    #expect(folder.files() == ["a.wav"])
  }

  @Test func aLargePromptThatIsThereIsLeftAsItIs() throws {
    let path = try folder.write(SoundFixture.wav(samples), to: "a.wav")
    let output = folder("out.wav")
    let prompt = { try converter().prompt(from: path, to: output, progress: WorkProgress()) }
    #expect(try converter().write(prompt(), of: path, to: output) == true)
    #expect(try converter().write(prompt(), of: path, to: output) == false)
    var other = try folder.read("out.wav")
    other[100_000] ^= 1
    try folder.write(other, to: "out.wav")
    #expect(throws: PromptError(path, .outputExists(output))) {
      try converter().write(prompt(), of: path, to: output)
    }
    #expect(try folder.read("out.wav") == other)
    #expect(folder.files() == ["a.wav", "out.wav"])
  }

  @Test func whatCannotBeWrittenIsTold() throws {
    let path = try folder.write(SoundFixture.wav(samples), to: "a.wav")
    let error = #expect(throws: PromptError.self) {
      try converter().convert(path, to: folder("a.wav/out.wav"))
    }
    #expect(error?.code.id == "unwritable")
    #expect(folder.files() == ["a.wav"])
  }

  @Test func aBatchWritesLargePromptsAndADryRunNothing() async throws {
    let codes = (0..<2_100_001).map { UInt8(truncatingIfNeeded: $0 / 100) }
    try folder.write(
      SoundFixture.wav(formatTag: 6, bits: 8, rate: 8000, data: codes), to: "in/a.wav")
    var options = ConversionOptions()
    options.maximumSize = ByteSize(4_000_000)
    var batch = PromptBatch([folder("in")], outputFolder: folder("out"), options)
    batch.updates = true
    var unchanged: [Bool] = []
    for dryRun in [true, false, false] {
      await batch.run(jobs: 1, dryRun: dryRun) { outcome in
        #expect(throws: Never.self) { try outcome.result.get() }
        unchanged.append(outcome.isUnchanged)
      }
      let made = dryRun ? [] : ["out/.voiceprompt/prompts.jsonl", "out/a.wav"]
      #expect(folder.files() == ["in/a.wav"] + made)
    }
    // The record has the digest that the file has.
    #expect(unchanged == [false, false, true])
    #expect(try folder.read("out/a.wav") == PromptFixture.file(codes))
  }
}
