import Foundation
import Subprocess
import TestSupport
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What other tools say of our files, where they are installed.
@Suite struct PeerTests {
  private let folder = TemporaryFolder()

  private static func isInstalled(_ tool: String) -> Bool {
    let paths = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return paths.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }

  private func peer(_ tool: String, _ arguments: String...) async throws -> [UInt8] {
    let result = try await run(
      .name(tool), arguments: Arguments(arguments), workingDirectory: FilePath(folder.path),
      output: .bytes(limit: 1 << 24), error: .discarded)
    #expect(result.terminationStatus.isSuccess, "\(tool) \(arguments)")
    return result.standardOutput
  }

  private func convertedNoise() async throws {
    let noise = Signal.noise(frames: 96_001, amplitude: 0.3)
    try folder.write(SoundFixture.wav(float: noise, rate: 48_000), to: "noise.wav")
    let run = try await CommandRun("convert", "noise.wav", "-o", "out", in: folder)
    #expect(run.status == 0)
  }

  @Test(.enabled(if: isInstalled("soxi")))
  func soxReadsAnALawFile() async throws {
    try await convertedNoise()
    for (option, expected) in [("-e", "A-law"), ("-r", "8000"), ("-c", "1"), ("-s", "16001")] {
      let text = String(decoding: try await peer("soxi", option, "out/noise.wav"), as: UTF8.self)
      #expect(text == expected + "\n")
    }
  }

  @Test(.enabled(if: isInstalled("ffprobe")))
  func ffprobeReadsAnALawFile() async throws {
    try await convertedNoise()
    let output = try await peer(
      "ffprobe", "-v", "error", "-of", "csv=p=0", "-show_entries",
      "stream=codec_name,sample_rate,channels,duration_ts", "out/noise.wav")
    #expect(String(decoding: output, as: UTF8.self) == "pcm_alaw,8000,1,16001\n")
  }

  @Test(.enabled(if: isInstalled("sox")))
  func theAudioIsWhatSoxMakesOfIt() async throws {
    try await convertedNoise()
    let bytes = try await peer(
      "sox", "noise.wav", "-t", "raw", "-e", "signed", "-b", "16", "-", "rate", "-v", "8000",
      "sinc", "-3500")
    let ours = try await peer(
      "sox", "out/noise.wav", "-t", "raw", "-e", "signed", "-b", "16", "-", "sinc", "-3500")
    let pairs = zip(samples(bytes), samples(ours)).dropFirst(200).dropLast(200)
    let signal = pairs.reduce(0) { $0 + $1.0 * $1.0 }
    let difference = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    // The difference is the quantisation noise of A-law.
    #expect(10 * log10(signal / difference) > 35)
  }

  private func samples(_ bytes: [UInt8]) -> [Double] {
    stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      Double(Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8))
    }
  }
}
