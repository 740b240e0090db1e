internal import CTelephonyKernels

/// The inner loops of encoder, downmix and resampler.
///
/// Every output is computed by the same operations in the same order on every CPU: multiplication
/// and addition are rounded one after the other, never fused. Where there is AVX2, C does the same
/// with registers of eight lanes; ``Plain`` is what it must equal, to the last bit.
enum Kernels {
  private static let hasAVX2 = telephony_has_avx2()

  /// The A-law codes of 16-bit samples.
  static func encode(
    _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    let vectorized = hasAVX2 ? count & ~31 : 0
    telephony_encode_int16_avx2(samples, vectorized, codes)
    Plain.encode(samples + vectorized, count: count - vectorized, into: codes + vectorized)
  }

  /// The A-law codes of samples with full scale 1.0.
  ///
  /// - Returns: how many samples did not fit into 16 bits.
  static func encode(
    _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let vectorized = hasAVX2 ? count & ~31 : 0
    let misfits = telephony_encode_float_avx2(samples, vectorized, codes)
    return misfits
      + Plain.encode(samples + vectorized, count: count - vectorized, into: codes + vectorized)
  }

  /// Squares of what goes into the mean of two channels and what comes out of it, in 16-bit scale.
  struct StereoEnergies: Equatable {
    var left: Int64 = 0
    var right: Int64 = 0
    /// Of the sum of the channels, twice their mean.
    var sum: Int64 = 0
  }

  /// The mean of two channels of 16-bit samples, full scale 1.0, and the energies of a block.
  ///
  /// - Parameter count: of frames, a multiple of eight.
  static func mixStereo(
    _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>
  ) -> StereoEnergies {
    guard hasAVX2 else { return Plain.mixStereo(frames, count: count, into: mono) }
    var energies: [Int64] = [0, 0, 0]
    telephony_mix_stereo_avx2(frames, count, mono, &energies)
    return StereoEnergies(left: energies[0], right: energies[1], sum: energies[2])
  }

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

extension Kernels {
  /// The kernels in plain Swift.
  enum Plain {
    static func encode(
      _ samples: UnsafePointer<Int16>, count: Int, into codes: UnsafeMutablePointer<UInt8>
    ) {
      ALawTables.codes.withUnsafeBufferPointer { table in
        for index in 0..<count {
          codes[index] = table[Int(UInt16(bitPattern: samples[index]) >> 4)]
        }
      }
    }

    static func encode(
      _ samples: UnsafePointer<Float>, count: Int, into codes: UnsafeMutablePointer<UInt8>
    ) -> Int {
      ALawTables.codes.withUnsafeBufferPointer { table in
        var misfits = 0
        for index in 0..<count {
          let scaled = samples[index] * 32768
          // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
          misfits += scaled >= -32768.5 && scaled < 32767.5 ? 0 : 1
          let number = scaled.isNaN ? 0 : min(max(scaled, -32768), 32767)
          let rounded = Int32(number.rounded(.toNearestOrEven))
          codes[index] = table[Int(UInt16(truncatingIfNeeded: rounded) >> 4)]
        }
        return misfits
      }
    }

    static func mixStereo(
      _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>
    ) -> StereoEnergies {
      var energies = StereoEnergies()
      for frame in 0..<count {
        let left = Int32(frames[2 * frame])
        let right = Int32(frames[2 * frame + 1])
        let sum = left + right
        energies.left += Int64(left * left)
        energies.right += Int64(right * right)
        energies.sum += Int64(sum) * Int64(sum)
        mono[frame] = Float(sum) * (1 / 65536)
      }
      return energies
    }

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
}
