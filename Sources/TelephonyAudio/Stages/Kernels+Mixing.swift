internal import CTelephonyKernels

extension Kernels {
  /// Squares of what goes into the mean of two channels and what comes out of it, in 16-bit scale.
  struct StereoEnergies: Equatable {
    var left: Int64 = 0
    var right: Int64 = 0
    /// Of the sum of the channels, twice their mean.
    var sum: Int64 = 0

    static func += (energies: inout Self, added: Self) {
      energies.left += added.left
      energies.right += added.right
      energies.sum += added.sum
    }
  }

  /// The mean of two channels of 16-bit samples, full scale 1.0, and the energies of a block.
  ///
  /// - Parameter count: of frames.
  func mixStereo(
    _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>
  ) -> StereoEnergies {
    let vectorized = usesAVX2 ? count & ~7 : 0
    var sums: [Int64] = [0, 0, 0]
    telephony_mix_stereo_avx2(frames, vectorized, mono, &sums)
    var energies = StereoEnergies(left: sums[0], right: sums[1], sum: sums[2])
    energies += Plain.mixStereo(
      frames + 2 * vectorized, count: count - vectorized, into: mono + vectorized)
    return energies
  }

  /// 16-bit samples with full scale 1.0.
  func convert(
    _ samples: UnsafePointer<Int16>, count: Int, into floats: UnsafeMutablePointer<Float>
  ) {
    let vectorized = usesAVX2 ? count & ~7 : 0
    telephony_convert_int16_avx2(samples, vectorized, floats)
    Plain.convert(
      samples + vectorized, count: count - vectorized, into: floats + vectorized)
  }
}

extension Kernels.Plain {
  static func mixStereo(
    _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>
  ) -> Kernels.StereoEnergies {
    var energies = Kernels.StereoEnergies()
    let vectorized = count & ~3
    // Squares below 2³⁴ in doubles: sums of half a million of them are exact.
    for first in stride(from: 0, to: vectorized, by: exactCount) {
      var (left, right, both) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
      for frame in stride(from: first, to: min(first + exactCount, vectorized), by: 4) {
        let pairs = UnsafeRawPointer(frames + 2 * frame).loadUnaligned(as: SIMD4<Int32>.self)
        // On a little-endian CPU the left channel is the lower half.
        let l = (pairs &<< 16) &>> 16
        let r = pairs &>> 16
        let mean = SIMD4<Float>(l &+ r) * (1 / 65536)
        UnsafeMutableRawPointer(mono + frame).storeBytes(of: mean, as: SIMD4<Float>.self)
        let (wideLeft, wideRight) = (SIMD4<Double>(l), SIMD4<Double>(r))
        left += wideLeft * wideLeft
        right += wideRight * wideRight
        both += (wideLeft + wideRight) * (wideLeft + wideRight)
      }
      energies.left += Int64(left.sum())
      energies.right += Int64(right.sum())
      energies.sum += Int64(both.sum())
    }
    for frame in vectorized..<count {
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

  private static let exactCount = 262_144

  static func convert(
    _ samples: UnsafePointer<Int16>, count: Int, into floats: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count { floats[index] = Float(samples[index]) * (1 / 32768) }
  }
}
