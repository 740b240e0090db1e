import TestSupport
import Testing

@testable import TelephonyAudio

/// On a CPU with AVX2 these compare C with Swift; elsewhere both sides are Swift.
@Suite struct KernelsTests {
  private let signal = Signal.noise(frames: 24_000)

  /// What both paths make of the same, from memory that each finds as the other did.
  private func results<Sample: Equatable>(
    _ count: Int, of filler: Sample, _ body: (Kernels, inout [Sample]) -> Void
  ) -> (best: [Sample], plain: [Sample]) {
    var (best, plain) = ([Sample](repeating: filler, count: count), [Sample]())
    plain = best
    body(.best, &best)
    body(.plain, &plain)
    return (best, plain)
  }

  private func areBitEqual(_ results: (best: [Float], plain: [Float])) -> Bool {
    results.best.map(\.bitPattern) == results.plain.map(\.bitPattern)
  }

  @Test func everySampleHasTheCodeOfTheDefinition() {
    let samples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) } + [1, -2, 3]
    let codes = results(samples.count, of: UInt8(0)) { kernels, codes in
      kernels.encode(samples, count: samples.count, into: &codes)
    }
    #expect(codes.plain == samples.map(ALawTables.code))
    #expect(codes.best == codes.plain)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 31, 33, 265_000])
  func floatsHaveTheCodesLevelsAndPeakOfThePlainPath(_ count: Int) {
    let halves = (-65_600...65_600).map { Float($0) / 65_536 }
    let odd: [Float] = [.nan, .infinity, 0.5, -.infinity, 1e30, -1e30, -0.0, 32767.5 / 32768]
    let all = odd + Signal.noise(frames: 1000) + halves + halves.map { $0.nextUp } + odd
    let samples = Array(all.prefix(count))
    var misfits: [Int] = []
    var peaks: [Float] = []
    let codes = results(samples.count, of: UInt8(0)) { kernels, codes in
      var peak: Float = 0.25
      misfits.append(kernels.encode(samples, count: samples.count, into: &codes, peak: &peak))
      peaks.append(peak)
    }
    #expect(codes.best == codes.plain)
    let rounded = samples.map { sample in
      ALawTables.code(
        for: sample.isNaN
          ? 0 : Int16(max(-32768, min(32767, (sample * 32768).rounded(.toNearestOrEven)))))
    }
    #expect(codes.plain == rounded)
    let fitting = samples.filter { $0 * 32768 >= -32768.5 && $0 * 32768 < 32767.5 }
    #expect(misfits == [samples.count - fitting.count, samples.count - fitting.count])
    let peak = samples.reduce(0.25) { max($0, $1.isNaN ? 0 : $1.magnitude) }
    #expect(peaks == [peak, peak])
  }

  @Test(arguments: [0, 1, 3, 8, 1607])
  func theMeanOfTwoChannelsIsBitEqualToThePlainPath(_ count: Int) {
    let frames = (0..<3214).map { Int16(truncatingIfNeeded: $0 &* 25_173 &+ 13_849) }
    let loudest = [Int16](repeating: .min, count: 3214)
    for input in [frames, loudest] {
      var energies: [Kernels.StereoEnergies] = []
      let mono = results(count, of: Float(0)) { kernels, mono in
        energies.append(kernels.mixStereo(input, count: count, into: &mono))
      }
      #expect(areBitEqual(mono))
      var expected = Kernels.StereoEnergies()
      for frame in 0..<count {
        let (left, right) = (Int64(input[2 * frame]), Int64(input[2 * frame + 1]))
        expected += .init(
          left: left * left, right: right * right, sum: (left + right) * (left + right))
        #expect(mono.plain[frame] == Float(left + right) / 65_536)
      }
      #expect(energies == [expected, expected])
    }
  }

  @Test(arguments: [0, 1, 3, 7, 8, 9, 1607])
  func whatAnotherCoreReadsNextIsTheSameWhereverItLies(_ count: Int) {
    let frames = (0..<3214).map { Int16(truncatingIfNeeded: $0 &* 25_173 &+ 13_849) }
    for offset in 0..<8 {
      var mono = [[Float]](repeating: [Float](repeating: 9, count: offset + count + 1), count: 4)
      var energies: [Kernels.StereoEnergies] = []
      for (index, streams) in [(0, false), (1, true)] {
        mono[index].withUnsafeMutableBufferPointer { mono in
          guard let place = mono.baseAddress.map({ $0 + offset }) else { return }
          energies.append(
            Kernels.best.mixStereo(frames, count: count, into: place, streams: streams))
        }
        mono[index + 2].withUnsafeMutableBufferPointer { mono in
          guard let place = mono.baseAddress.map({ $0 + offset }) else { return }
          Kernels.best.convert(frames, count: count, into: place, streams: streams)
        }
      }
      #expect(energies[0] == energies[1])
      #expect(mono[0] == mono[1])
      #expect(mono[2] == mono[3])
    }
  }

  @Test func everySixteenBitSampleBecomesTheSameFloat() {
    let samples = (UInt16.min...UInt16.max).map { Int16(bitPattern: $0) } + [1, -2, 3]
    let floats = results(samples.count, of: Float(9)) { kernels, floats in
      kernels.convert(samples, count: samples.count, into: &floats)
    }
    #expect(floats.plain == samples.map { Float($0) / 32768 })
    #expect(areBitEqual(floats))
  }

  @Test(arguments: [0, 1, 7, 8, 1003], [0, 3])
  func samplesForAnotherCoreAreTheSame(_ count: Int, _ start: Int) {
    let samples = Signal.noise(frames: count)
    let floats = results(start + count, of: Float(9)) { kernels, floats in
      floats.withUnsafeMutableBufferPointer { floats in
        guard let place = floats.baseAddress else { return }
        kernels.stream(samples, count: count, into: place + start)
      }
    }
    #expect(floats.plain == Array(repeating: 9, count: start) + samples)
    #expect(areBitEqual(floats))
  }

  @Test(arguments: [1, 6, 7, 13, 31])
  func decimationIsBitEqualToThePlainPathAndSumsInTheOrderOfItsCoefficients(_ count: Int) {
    let coefficients = Signal.noise(frames: count, seed: 2)
    let rows = 200
    let centre = 2 * count + 1
    let output = results(8 * rows, of: Float(0)) { kernels, output in
      signal.withUnsafeBufferPointer { signal in
        guard let lanes = signal.baseAddress else { return }
        kernels.decimate(
          lanes + 8 * centre, coefficients: coefficients, coefficientCount: count, into: &output,
          count: rows)
      }
    }
    #expect(areBitEqual(output))
    for (row, lane) in [(0, 0), (1, 7), (2, 3), (3, 5), (199, 4)] {
      func sample(_ offset: Int) -> Float { signal[8 * (centre + 2 * row + offset) + lane] }
      var sum = sample(0) * 0.5
      for index in 0..<count {
        sum += (sample(-1 - 2 * index) + sample(1 + 2 * index)) * coefficients[index]
      }
      #expect(output.plain[8 * row + lane] == sum)
    }
  }

  @Test(arguments: [(8, 8), (16, 24), (320, 16), (8, 400)])
  func rowsBecomeColumns(_ rows: Int, _ columns: Int) {
    let output = results(columns * (rows + 3), of: Float(0)) { kernels, output in
      kernels.transpose(
        signal, stride: columns + 5, rows: rows, columns: columns, into: &output, stride: rows + 3)
    }
    #expect(areBitEqual(output))
    for row in 0..<rows {
      for column in 0..<columns {
        #expect(output.plain[column * (rows + 3) + row] == signal[row * (columns + 5) + column])
      }
    }
  }

  @Test(arguments: [1, 2, 238, 265])
  func convolutionIsBitEqualToThePlainPathAndSumsFromTheFirstTapToTheLast(_ taps: Int) {
    let coefficients = Signal.noise(frames: 5 * taps, seed: 3)
    let sums = results(80, of: Float(0)) { kernels, sums in
      kernels.convolve(signal, coefficients, count: taps, into: &sums)
    }
    #expect(areBitEqual(sums))
    for phase in 0..<5 {
      for lane in 0..<16 {
        var sum: Float = 0
        for tap in 0..<taps { sum += signal[16 * tap + lane] * coefficients[5 * tap + phase] }
        #expect(sums.plain[16 * phase + lane] == sum)
      }
    }
  }
}
