import Foundation
import TestSupport
import Testing

@testable import VoicePromptStudio

@Suite(.serialized) struct WaveformTests {
  private let folder = TemporaryFolder()

  private func bytes(_ picture: [String: Any], _ key: String) throws -> [Int8] {
    let text = try #require(picture[key] as? String)
    return try #require(Data(base64Encoded: text)).map { Int8(bitPattern: $0) }
  }

  @Test func aPictureShowsWhereItIsLoud() async throws {
    // A second of silence, two of a tone at half of full scale, one of silence.
    let signal =
      [Float](repeating: 0, count: 16_000)
      + Signal.sine(300, rate: 16_000, frames: 32_000) + [Float](repeating: 0, count: 16_000)
    try await RunningStudio.with(folder) { [self] studio in
      _ = try await studio.upload(SoundFixture.wav(float: signal, rate: 16_000))
      _ = try await studio.judgedCard(1)
      let (_, whole) = try await studio.json("GET recordings/1/waveform?columns=40")
      #expect(whole["isComplete"] as? Bool == true)
      #expect(whole["seconds"] as? Double == 4)
      let highest = try bytes(whole, "highest")
      #expect(highest.count == 40)
      #expect(highest[0..<9].allSatisfy { $0 == 0 })
      #expect(highest[11..<29].allSatisfy { (63...65).contains($0) })
      #expect(highest[31...].allSatisfy { $0 == 0 })
      let lowest = try bytes(whole, "lowest")
      #expect(lowest[11..<29].allSatisfy { (-65 ... -63).contains($0) })
      // So near that single samples are seen: the tone's period is 27 samples of the picture.
      let (_, near) = try await studio.json(
        "GET recordings/1/waveform?from=1.5&to=1.51&columns=80")
      let curve = try bytes(near, "highest")
      #expect(curve.count == 80)
      #expect(curve.max() ?? 0 >= 62 && curve.min() ?? 0 <= -62)
      #expect(near["from"] as? Double == 1.5)
    }
  }

  @Test func numbersThatNoScreenHasAreBounded() async throws {
    try await RunningStudio.with(folder) { [self] studio in
      _ = try await studio.upload(SoundFixture.wav(float: Signal.speech(), rate: 8000))
      _ = try await studio.judgedCard(1)
      for query in [
        "from=9&to=1&columns=10", "from=-5&to=1e300&columns=99999999999", "from=nan&to=inf",
        "columns=0", "columns=-1", "columns=x&from=x&to=", "from=1e18&to=1e19",
      ] {
        let (status, picture) = try await studio.json("GET recordings/1/waveform?\(query)")
        #expect(status == 200)
        let columns = try bytes(picture, "highest")
        #expect(columns.count <= 8192)
        let (_, prompt) = try await studio.json("GET recordings/1/prompt/waveform?\(query)")
        let promptColumns = try bytes(prompt, "highest")
        #expect(promptColumns.count <= 8192)
      }
    }
  }

  @Test func speechIsTold() async throws {
    let signal = Signal.speech(words: 3, rate: 8000, before: 1, after: 1)
    try await RunningStudio.with(folder) { [self] studio in
      _ = try await studio.upload(SoundFixture.wav(float: signal, rate: 8000))
      _ = try await studio.judgedCard(1)
      let (_, picture) = try await studio.json("GET recordings/1/waveform?columns=400")
      let speech = try #require(picture["speech"] as? [[Double]])
      let (first, last) = (try #require(speech.first), try #require(speech.last))
      #expect(abs(first[0] - 1) < 0.2)
      #expect(abs(last[1] - 2.8) < 0.3)
      let (_, prompt) = try await studio.json("GET recordings/1/prompt/waveform?columns=100")
      let (levels, highest) = (try bytes(prompt, "levels"), try bytes(prompt, "highest"))
      #expect(levels.count == highest.count)
      #expect(levels.max() ?? -128 > -30)
    }
  }
}
