/// The rows of coefficients of a ``PolyphaseFilter``, one for each of its L phases: the same filter,
/// sampled at places that lie a fraction of a sample apart.
struct PolyphaseRows {
  private let filter: KaiserFilter
  private let taps: Taps
  private let tapCount: Int
  /// The phase that lies a fraction of a sample after its input, by that fraction in parts of L.
  private let phases: [Int]

  /// - Parameters:
  ///   - L: phases.
  ///   - M: inputs of as many outputs; has no common divisor with L.
  ///   - tapCount: coefficients of a row, an even number.
  ///   - design: at the input's rate; its reach becomes half of `tapCount`.
  ///   - attenuation: the one that `design` was made for, in dB.
  init(outputs L: Int, inputs M: Int, tapCount: Int, _ design: KaiserFilter, _ attenuation: Double)
  {
    filter = KaiserFilter(
      cutoff: design.cutoff, reach: Double(tapCount / 2), attenuation: attenuation)
    taps = Taps(count: tapCount, filter)
    self.tapCount = tapCount
    var phases = [Int](repeating: 0, count: L)
    for phase in 0..<L { phases[phase * M % L] = phase }
    self.phases = phases
  }

  /// Calls `body` with each phase and its row, which is overwritten by the next.
  func forEach(_ body: (_ phase: Int, _ row: UnsafePointer<Float>) -> Void) {
    let L = phases.count
    // In whole vectors.
    let count = taps.positions.count * KaiserFilter.Lanes.scalarCount
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { buffer in
      guard let row = buffer.baseAddress else { return }
      var coefficients = UnsafeMutableBufferPointer(start: row, count: tapCount)
      for fraction in 0...L / 2 {
        let phase = phases[fraction % L]
        fill(row, Angle(of: Double(fraction % L) / Double(L), filter))
        body(phase, row)
        // The filter is symmetric: a fraction f after an input is one of 1 - f before the next.
        let mirrored = phases[(L - fraction) % L]
        if mirrored != phase {
          coefficients.reverse()
          body(mirrored, row)
        }
      }
    }
  }

  private func fill(_ row: UnsafeMutablePointer<Float>, _ shift: Angle) {
    for index in taps.positions.indices {
      // sin(a - b), so that sines are computed once a tap and once a phase.
      let sines = taps.sines[index] * shift.cosine - taps.cosines[index] * shift.sine
      let eight = filter.values(at: taps.positions[index] - shift.position, sine: sines)
      SIMD8<Float>(eight).store(to: row + index * 8)
    }
  }

  /// A place in samples, and the phase that the filter's sine has there.
  private struct Angle {
    let position: Double
    let sine: Double
    let cosine: Double

    init(of position: Double, _ filter: KaiserFilter) {
      let turn = 2 * filter.cutoff * position
      self.position = position
      sine = KaiserFilter.sine(ofPi: turn)
      cosine = KaiserFilter.cosine(ofPi: turn)
    }
  }

  /// The places of a row's taps around its output, eight at a time.
  private struct Taps {
    var positions: [KaiserFilter.Lanes] = []
    var sines: [KaiserFilter.Lanes] = []
    var cosines: [KaiserFilter.Lanes] = []

    init(count: Int, _ filter: KaiserFilter) {
      for first in Swift.stride(from: 0, to: count, by: KaiserFilter.Lanes.scalarCount) {
        let angles = (0..<KaiserFilter.Lanes.scalarCount).map { lane in
          Angle(of: Double(first + lane - count / 2 + 1), filter)
        }
        positions.append(KaiserFilter.Lanes(angles.map(\.position)))
        sines.append(KaiserFilter.Lanes(angles.map(\.sine)))
        cosines.append(KaiserFilter.Lanes(angles.map(\.cosine)))
      }
    }
  }
}
