internal import CTelephonyKernels

extension Kernels {
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
}

extension Kernels.Plain {
  static func mixStereo(
    _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>
  ) -> Kernels.StereoEnergies {
    var energies = Kernels.StereoEnergies()
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
}
