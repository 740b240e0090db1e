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
  /// - Parameters:
  ///   - count: of frames.
  ///   - streams: whether another core reads the result next. It is written past the caches then.
  func mixStereo(
    _ frames: UnsafePointer<Int16>, count: Int, into mono: UnsafeMutablePointer<Float>,
    streams: Bool = false
  ) -> StereoEnergies {
    let vectors = vectors(of: mono, count, streams)
    var energies = Plain.mixStereo(frames, count: vectors.lowerBound, into: mono)
    var sums: [Int64] = [0, 0, 0]
    telephony_mix_stereo_avx2(
      frames + 2 * vectors.lowerBound, vectors.count, mono + vectors.lowerBound, &sums, streams)
    energies += StereoEnergies(left: sums[0], right: sums[1], sum: sums[2])
    energies += Plain.mixStereo(
      frames + 2 * vectors.upperBound, count: count - vectors.upperBound,
      into: mono + vectors.upperBound)
    return energies
  }

  /// 16-bit samples with full scale 1.0.
  ///
  /// - Parameter streams: as for ``mixStereo(_:count:into:streams:)``.
  func convert(
    _ samples: UnsafePointer<Int16>, count: Int, into floats: UnsafeMutablePointer<Float>,
    streams: Bool = false
  ) {
    let vectors = vectors(of: floats, count, streams)
    Plain.convert(samples, count: vectors.lowerBound, into: floats)
    telephony_convert_int16_avx2(
      samples + vectors.lowerBound, vectors.count, floats + vectors.lowerBound, streams)
    Plain.convert(
      samples + vectors.upperBound, count: count - vectors.upperBound,
      into: floats + vectors.upperBound)
  }

  /// The same samples for another core, which reads them next: written past the caches.
  func stream(
    _ samples: UnsafePointer<Float>, count: Int, into place: UnsafeMutablePointer<Float>
  ) {
    let vectors = vectors(of: place, count, true)
    place.update(from: samples, count: vectors.lowerBound)
    telephony_stream_avx2(
      samples + vectors.lowerBound, vectors.count, place + vectors.lowerBound)
    (place + vectors.upperBound).update(
      from: samples + vectors.upperBound, count: count - vectors.upperBound)
  }

  /// The samples that C takes, in whole vectors; those that are streamed begin where a vector may.
  private func vectors(
    of samples: UnsafeMutablePointer<Float>, _ count: Int, _ streams: Bool
  ) -> Range<Int> {
    guard usesAVX2 else { return 0..<0 }
    let place = Int(bitPattern: samples) / MemoryLayout<Float>.stride
    let start = streams ? min(count, -place & 7) : 0
    return start..<start + ((count - start) & ~7)
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
