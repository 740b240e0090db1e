internal import CTelephonyKernels

extension Kernels {
  /// The sum of ``HalfBandFilter`` in eight lanes.
  ///
  /// - Parameters:
  ///   - lanes: eight samples a row, from the row on that the first output is centred on. Of the
  ///     rows before that and after the last centre, `2 × coefficientCount + 1` are read.
  ///   - output: gets eight samples a row.
  ///   - count: rows of output, a multiple of four.
  func decimate(
    _ lanes: UnsafePointer<Float>,
    coefficients: UnsafePointer<Float>, coefficientCount: Int,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    if usesAVX2 {
      telephony_decimate_avx2(lanes, coefficients, coefficientCount, output, count)
    } else {
      Plain.decimate(
        lanes, coefficients: coefficients, coefficientCount: coefficientCount, into: output,
        count: count)
    }
  }

  /// Makes columns of rows: `output[column × outputStride + row] = input[row × inputStride + column]`.
  ///
  /// - Parameters:
  ///   - rows: a multiple of eight.
  ///   - columns: a multiple of eight.
  func transpose(
    _ input: UnsafePointer<Float>, stride inputStride: Int, rows: Int, columns: Int,
    into output: UnsafeMutablePointer<Float>, stride outputStride: Int
  ) {
    if usesAVX2 {
      telephony_transpose_avx2(input, inputStride, rows, columns, output, outputStride)
    } else {
      Plain.transpose(
        input, stride: inputStride, rows: rows, columns: columns, into: output,
        stride: outputStride)
    }
  }

  /// Five phases of ``PolyphaseFilter``, in sixteen periods each: sums from the first tap to the
  /// last.
  ///
  /// - Parameters:
  ///   - lanes: sixteen samples a tap, one of each period.
  ///   - coefficients: five a tap, one of each phase.
  ///   - count: of taps.
  ///   - sums: gets sixteen outputs a phase.
  func convolve(
    _ lanes: UnsafePointer<Float>, _ coefficients: UnsafePointer<Float>, count: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    if usesAVX2 {
      telephony_convolve_avx2(lanes, coefficients, count, sums)
    } else {
      Plain.convolve(lanes, coefficients, count: count, into: sums)
    }
  }
}

extension Kernels.Plain {
  static func decimate(
    _ lanes: UnsafePointer<Float>,
    coefficients: UnsafePointer<Float>, coefficientCount: Int,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    // Two outputs at a time: what one pairs with coefficient i, the other pairs with i + 1.
    for row in stride(from: 0, to: count, by: 2) {
      let centre = lanes + 16 * row
      var first = Lanes(at: centre) * 0.5
      var second = Lanes(at: centre + 16) * 0.5
      var before = Lanes(at: centre + 8)
      var after = Lanes(at: centre + 8)
      for index in 0..<coefficientCount {
        let outerBefore = Lanes(at: centre - 8 - 16 * index)
        let outerAfter = Lanes(at: centre + 24 + 16 * index)
        first += (outerBefore + after) * coefficients[index]
        second += (before + outerAfter) * coefficients[index]
        before = outerBefore
        after = outerAfter
      }
      first.store(to: output + 8 * row)
      second.store(to: output + 8 * row + 8)
    }
  }

  static func transpose(
    _ input: UnsafePointer<Float>, stride inputStride: Int, rows: Int, columns: Int,
    into output: UnsafeMutablePointer<Float>, stride outputStride: Int
  ) {
    for column in stride(from: 0, to: columns, by: 4) {
      for row in stride(from: 0, to: rows, by: 4) {
        transposeFour(
          input + row * inputStride + column, inputStride,
          into: output + column * outputStride + row, outputStride)
      }
    }
  }

  /// Four rows of four, by taking every second sample of two rows, twice.
  @inline(__always)
  private static func transposeFour(
    _ input: UnsafePointer<Float>, _ inputStride: Int,
    into output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) {
    func row(_ index: Int) -> SIMD4<Float> {
      UnsafeRawPointer(input + index * inputStride).loadUnaligned(as: SIMD4<Float>.self)
    }
    func store(_ column: SIMD4<Float>, _ index: Int) {
      UnsafeMutableRawPointer(output + index * outputStride)
        .storeBytes(of: column, as: SIMD4<Float>.self)
    }
    let upper = Lanes(lowHalf: row(0), highHalf: row(1))
    let lower = Lanes(lowHalf: row(2), highHalf: row(3))
    let even = Lanes(lowHalf: upper.evenHalf, highHalf: lower.evenHalf)
    let odd = Lanes(lowHalf: upper.oddHalf, highHalf: lower.oddHalf)
    store(even.evenHalf, 0)
    store(odd.evenHalf, 1)
    store(even.oddHalf, 2)
    store(odd.oddHalf, 3)
  }

  static func convolve(
    _ lanes: UnsafePointer<Float>, _ coefficients: UnsafePointer<Float>, count: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    // Eight lanes at a time: as many sums as there are registers for.
    for first in [0, 8] {
      var sum = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
      var samples = lanes + first
      var row = coefficients
      for _ in 0..<count {
        let sample = Lanes(at: samples)
        sum.0 += sample * row[0]
        sum.1 += sample * row[1]
        sum.2 += sample * row[2]
        sum.3 += sample * row[3]
        sum.4 += sample * row[4]
        samples += 16
        row += 5
      }
      sum.0.store(to: sums + first)
      sum.1.store(to: sums + first + 16)
      sum.2.store(to: sums + first + 32)
      sum.3.store(to: sums + first + 48)
      sum.4.store(to: sums + first + 64)
    }
  }
}
