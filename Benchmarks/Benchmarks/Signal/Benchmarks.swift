import Benchmark
import Foundation
import TelephonyAudio
import VoicePrompts

/// Samples that a codec takes at a time: 8 s at 8000 Hz, which the second-level cache holds.
private let sampleCount = 65_536

private let samples = (0..<sampleCount).map { Int16(truncatingIfNeeded: $0 &* 25_173 &+ 13_849) }
private let floats = samples.map { Float($0) / 32768 }
private let stereo = floats + floats

/// A-law by arithmetic, sample by sample, as ITU-T G.711 describes it: what a table replaces.
private func arithmeticCode(_ sample: Int16) -> UInt8 {
  let magnitude = (sample < 0 ? ~sample : sample) >> 4
  var code = UInt8(truncatingIfNeeded: magnitude)
  if magnitude > 15 {
    var position = magnitude
    var segment: UInt8 = 1
    while position > 31 {
      position >>= 1
      segment += 1
    }
    code = segment << 4 | UInt8(truncatingIfNeeded: position - 16)
  }
  return (code | (sample < 0 ? 0 : 0x80)) ^ 0x55
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput], warmupIterations: 5, scalingFactor: .one,
    maxDuration: .seconds(1))

  // Throughput counts iterations of 65,536 samples.
  Benchmark("ALaw encode Int16") { _ in blackHole(ALaw.encode(samples)) }

  Benchmark("ALaw encode Int16: arithmetic") { _ in blackHole(samples.map(arithmeticCode)) }

  Benchmark("ALaw encode Int16: libsndfile") { benchmark in
    guard let writer = SndfileWriter() else { return benchmark.error("libsndfile does not open") }
    writer.write(samples)
    benchmark.startMeasurement()
    writer.write(samples)
    benchmark.stopMeasurement()
  }

  Benchmark("ALaw encode Float") { _ in
    var codes: [UInt8] = []
    blackHole(ALaw.encode(floats, into: &codes))
  }

  let codes = ALaw.encode(samples)
  Benchmark("ALaw decode") { _ in blackHole(ALaw.decode(codes)) }

  Benchmark("Copy Int16") { _ in
    blackHole(
      [Int16](unsafeUninitializedCapacity: samples.count) { buffer, count in
        _ = buffer.update(fromContentsOf: samples)
        count = samples.count
      })
  }

  Benchmark("Downmix stereo Float") { _ in
    guard var downmix = try? Downmix(channelCount: 2) else { return }
    var mono: [Float] = []
    downmix.process(stereo, into: &mono)
    blackHole(mono)
  }

  Benchmark("Downmix stereo Int16") { _ in
    guard var downmix = try? Downmix(channelCount: 2) else { return }
    var mono: [Float] = []
    downmix.process(samples, into: &mono)
    blackHole(mono)
  }

  for rate in [
    6000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
    176_400, 192_000,
  ] {
    // Ten seconds an iteration, in blocks as a file gives them.
    let block = [Float](repeating: 0.25, count: rate / 2)
    for outputRate in [8000, 16_000] where outputRate != rate {
      Benchmark("Resample 10 s of \(rate) Hz to \(outputRate) Hz") { benchmark in
        guard var resampler = try? Resampler(inputRate: rate, outputRate: outputRate) else {
          return benchmark.error("refused")
        }
        var output: [Float] = []
        for _ in 0..<20 { try? resampler.process(block, into: &output) }
        try? resampler.finish(into: &output)
        blackHole(output)
      }
    }
  }

  let folder = NSTemporaryDirectory() + "voiceprompts-benchmark"
  let source = folder + "/source.wav"
  Benchmark(
    "Read, convert and write 8 s of 44100 Hz stereo",
    configuration: .init(
      setup: {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try wav(samples: samples + samples + samples, rate: 44_100)
          .write(to: URL(fileURLWithPath: source))
      },
      teardown: { try FileManager.default.removeItem(atPath: folder) })
  ) { benchmark in
    var options = ConversionOptions()
    options.replacesExisting = true
    do {
      try PromptConverter(options).convert(source, to: folder + "/prompt.wav")
    } catch {
      benchmark.error("\(error)")
    }
  }
}

/// A 16-bit stereo WAV file, repeated to 8 s.
private func wav(samples: [Int16], rate: Int) -> Data {
  let wanted = rate * 8 * 2
  let data = (0..<wanted).flatMap { index in
    withUnsafeBytes(of: samples[index % samples.count].littleEndian, Array.init)
  }
  func number(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
  var file = Array("RIFF".utf8) + number(UInt32(36 + data.count)) + Array("WAVEfmt ".utf8)
  file += number(16) + [1, 0, 2, 0] + number(UInt32(rate)) + number(UInt32(rate * 4))
  file += [4, 0, 16, 0] + Array("data".utf8) + number(UInt32(data.count)) + data
  return Data(file)
}
