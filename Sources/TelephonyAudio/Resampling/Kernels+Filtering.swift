internal import CTelephonyKernels

extension Kernels {
  /// The sum of ``HalfBandDecimator`` for `count` outputs, a multiple of eight.
  ///
  /// - Parameter odd: from `coefficientCount` samples before the first output on.
  static func decimate(
    even: UnsafePointer<Float>, odd: UnsafePointer<Float>,
    coefficients: UnsafePointer<Float>, coefficientCount: Int,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    if hasAVX2 {
      telephony_decimate_avx2(even, odd, coefficients, coefficientCount, output, count)
    } else {
      Plain.decimate(
        even: even, odd: odd, coefficients: coefficients, coefficientCount: coefficientCount,
        into: output, count: count)
    }
  }

  /// Eight outputs of one phase of ``PolyphaseFilter``: the row times the input, from eight places
  /// that are `inputStride` apart.
  ///
  /// - Parameter tapCount: a multiple of eight.
  static func convolve(
    row: UnsafePointer<Float>, tapCount: Int,
    input: UnsafePointer<Float>, inputStride: Int,
    into output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    if hasAVX2 {
      telephony_convolve_avx2(row, tapCount, input, inputStride, output, outputStride)
    } else {
      Plain.convolve(
        row: row, tapCount: tapCount, input: input, inputStride: inputStride,
        into: output, outputStride: outputStride)
    }
  }

  /// Writes the samples at even places to `even`, those at odd places to `odd`.
  static func split(
    _ input: UnsafePointer<Float>, pairs: Int,
    even: UnsafeMutablePointer<Float>, odd: UnsafeMutablePointer<Float>
  ) {
    for pair in 0..<pairs {
      even[pair] = input[2 * pair]
      odd[pair] = input[2 * pair + 1]
    }
  }
}

extension Kernels.Plain {
  private typealias Lanes = SIMD8<Float>

  static func decimate(
    even: UnsafePointer<Float>, odd: UnsafePointer<Float>,
    coefficients: UnsafePointer<Float>, coefficientCount: Int,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    for start in stride(from: 0, to: count, by: Lanes.scalarCount) {
      var sum = load(even + start) * 0.5
      let centre = odd + start + coefficientCount
      for index in 0..<coefficientCount {
        let pair = load(centre - 1 - index) + load(centre + index)
        sum += pair * coefficients[index]
      }
      store(sum, to: output + start)
    }
  }

  static func convolve(
    row: UnsafePointer<Float>, tapCount: Int,
    input: UnsafePointer<Float>, inputStride: Int,
    into output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    // Four at a time share each load of the row, as many as there are registers for.
    for first in stride(from: 0, to: PolyphaseFilter.groupSize, by: 4) {
      let place = input + first * inputStride
      var sums = (Lanes(), Lanes(), Lanes(), Lanes())
      for tap in stride(from: 0, to: tapCount, by: Lanes.scalarCount) {
        let coefficients = load(row + tap)
        sums.0 += load(place + tap) * coefficients
        sums.1 += load(place + inputStride + tap) * coefficients
        sums.2 += load(place + 2 * inputStride + tap) * coefficients
        sums.3 += load(place + 3 * inputStride + tap) * coefficients
      }
      let target = output + first * outputStride
      target[0] = total(sums.0)
      target[outputStride] = total(sums.1)
      target[2 * outputStride] = total(sums.2)
      target[3 * outputStride] = total(sums.3)
    }
  }

  private static func total(_ lanes: Lanes) -> Float {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  private static func store(_ lanes: Lanes, to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: Lanes.self)
  }
}
