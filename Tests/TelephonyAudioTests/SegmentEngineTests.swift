import AudioFiles
import TestSupport
import Testing

@testable import TelephonyAudio

/// The outputs are the definition's, whatever computes them: this holds threads, blocks and kernels
/// to the same bits, and says once which bits these are.
@Suite struct SegmentEngineTests {
  /// Every kind of design: with none, one, two and four halvings, of few and of many phases.
  static let ratios = [
    (44_100, 8000), (48_000, 8000), (16_000, 8000), (192_000, 8000), (6000, 8000), (22_050, 8000),
    (44_100, 16_000), (48_000, 16_000), (8000, 16_000), (11_025, 16_000),
  ]

  private func resampled(
    _ input: [Float], _ ratio: (Int, Int), threads: Int = 1, blockSize: Int = 16_384,
    _ kernels: Kernels = .best
  ) throws -> [Float] {
    let design = try #require(ResamplingDesign.forRates(from: ratio.0, to: ratio.1))
    let engine = SegmentEngine(design, threads: threads, kernels)
    var output: [Float] = []
    for start in stride(from: 0, to: input.count, by: blockSize) {
      let count = min(blockSize, input.count - start)
      engine.process(count, into: &output) { place, range in
        for index in range { place[index - range.lowerBound] = input[start + index] }
      }
    }
    let count = Resampler.outputCount(
      frames: input.count, inputRate: ratio.0, outputRate: ratio.1)
    engine.finish(remaining: count - output.count, into: &output)
    return output
  }

  /// The definition in words: every stage on the whole signal, one output after the other.
  private func defined(_ input: [Float], _ ratio: (Int, Int)) throws -> [Float] {
    let design = try #require(ResamplingDesign.forRates(from: ratio.0, to: ratio.1))
    var signal = input
    // Silence is before and after the signal, also between the stages: some of it must be kept.
    var start = 0
    func sample(_ index: Int) -> Float {
      signal.indices.contains(index - start) ? signal[index - start] : 0
    }
    for halving in design.halvings {
      let reach = 2 * halving.coefficients.count
      let range = (start - reach) / 2 - 1..<(start + signal.count + reach) / 2 + 1
      let halved = range.map { index in
        var sum = sample(2 * index) * 0.5
        for (tap, coefficient) in halving.coefficients.enumerated() {
          sum += (sample(2 * index - 1 - 2 * tap) + sample(2 * index + 1 + 2 * tap)) * coefficient
        }
        return sum
      }
      (signal, start) = (halved, range.lowerBound)
    }
    let filter = design.filter
    let (L, M) = (filter.outputsPerPeriod, filter.inputsPerPeriod)
    let count = Resampler.outputCount(
      frames: input.count, inputRate: ratio.0, outputRate: ratio.1)
    return (0..<count).map { output in
      let (period, phase) = output.quotientAndRemainder(dividingBy: L)
      let block = filter.blocks[phase / 5]
      let first = period * M + block.offset - filter.lead
      var sum: Float = 0
      for tap in 0..<block.taps {
        sum += sample(first + tap) * filter.coefficients[block.coefficients + 5 * tap + phase % 5]
      }
      return sum
    }
  }

  @Test(arguments: ratios)
  func everyOutputIsThatOfTheDefinition(_ from: Int, _ to: Int) throws {
    // More than a segment, where that is not much.
    let input = Signal.noise(frames: from == 48_000 ? from * 7 / 10 : from / 6)
    let expected = try defined(input, (from, to))
    #expect(try resampled(input, (from, to)).map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test(arguments: ratios)
  func bothPathsGiveTheSameBits(_ from: Int, _ to: Int) throws {
    let input = Signal.noise(frames: from * 3 / 4 + 1)
    let best = try resampled(input, (from, to))
    let plain = try resampled(input, (from, to), .plain)
    #expect(best.map(\.bitPattern) == plain.map(\.bitPattern))
  }

  @Test(arguments: [(44_100, 8000), (48_000, 8000), (16_000, 8000), (48_000, 16_000)])
  func anyNumberOfThreadsGivesTheSameBits(_ from: Int, _ to: Int) throws {
    // Enough segments for all of them, and a last one that is not full.
    let input = Signal.noise(frames: from * 7 + 17)
    let alone = try resampled(input, (from, to))
    for threads in [2, 3, 8] {
      for blockSize in [997, input.count] {
        let output = try resampled(input, (from, to), threads: threads, blockSize: blockSize)
        #expect(output == alone, "\(threads) threads, blocks of \(blockSize)")
      }
    }
  }

  @Test func anEngineThatIsGivenUpLetsItsThreadsGo() throws {
    let design = try #require(ResamplingDesign.forRates(from: 44_100, to: 8000))
    let input = Signal.noise(frames: 44_100 * 4)
    for _ in 0..<10 {
      var output: [Float] = []
      SegmentEngine(design, threads: 3).process(input.count, into: &output) { place, range in
        for index in range { place[index - range.lowerBound] = input[index] }
      }
      #expect(output.count <= 32_000)
    }
  }

  @Test(
    arguments: [
      (44_100, 8000, "2a84806e978bf802cc678ef5620a4064e593b3d02d474f3a4f74d93e41efa7cb"),
      (48_000, 8000, "067c1700f270a02756520b5e89cee13f4fc7e5474578483e2e6a6a771b440162"),
      (16_000, 8000, "9e0d92cffbc3e3265e0f6a071c3b32d33635e573d24770d13d2d3b16544013ab"),
      (48_000, 16_000, "5fd12ffbec366514207b2a036b6374aca95392d0acf2d8ffb2dc021633b1f13c"),
    ])
  func theBitsAreThoseOfEveryVersionAndEveryMachine(
    _ from: Int, _ to: Int, _ digest: String
  ) throws {
    let output = try resampled(Signal.noise(frames: from), (from, to))
    let bytes = output.flatMap { sample in
      (0..<4).map { UInt8(truncatingIfNeeded: sample.bitPattern >> (8 * $0)) }
    }
    #expect(SHA256.digest(bytes) == digest)
  }
}
