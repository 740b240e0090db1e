import AudioFiles
import Foundation
import TelephonyAudio
import Testing

/// Levels of real recordings against those of an independent implementation, which script/sound
/// names the folders of.
@Suite struct SpeechVectorTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let vectors = environment["VOICEPROMPTS_SOUND_VECTORS"]
  private static let recordings = environment["VOICEPROMPTS_SOUND_RECORDINGS"]

  private func samples(_ path: String) throws -> [Float] {
    let decoder = try AudioDecoding.decoder(for: InputFile(path: path))
    var samples: [Float] = []
    while case let block = decoder.read(frameLimit: 4096), block.count > 0 {
      samples += block.floats
    }
    return samples
  }

  /// Rows of p56_levels.tsv, by the names of its columns.
  private func rows(_ path: String) throws -> [[String: String]] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let names = try #require(lines.first).split(separator: "\t").map(String.init)
    return lines.dropFirst().map { line in
      let values = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, values))
    }
  }

  @Test(.enabled(if: vectors != nil && recordings != nil, "script/sound runs it"))
  func levelsAndCountersAreThoseOfTheVectors() throws {
    let rows = try rows(try #require(Self.vectors) + "/p56_levels.tsv")
    #expect(rows.count >= 20)
    for row in rows {
      let name = try #require(row["file"])
      let samples = try samples(try #require(Self.recordings) + "/" + name)
      #expect(samples.count == Int(row["samples"] ?? ""), "\(name)")
      for cut in [1, 7, 4096, max(1, samples.count)] {
        var plain = SpeechMeter()
        var speech = SpeechLevelMeter()
        for start in stride(from: 0, to: samples.count, by: cut) {
          let block = Array(samples[start..<min(start + cut, samples.count)])
          plain.measure(block)
          speech.measure(block)
        }
        let counts = plain.counters.activeCounts.map(String.init).joined(separator: ",")
        #expect(counts == row["counts_a0_to_a14"], "\(name)")
        for (level, column) in [
          (plain.counters.level, "exact_dBov"), (plain.countersAtEnd.level, "exact_flush_dBov"),
          (speech.counters.level, "hp300_exact_dBov"),
        ] {
          let expected = try #require(Double(row[column] ?? ""))
          #expect(abs(try #require(level) - expected) < 0.001, "\(name), \(column)")
        }
      }
    }
  }
}
