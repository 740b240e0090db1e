internal import CLibrary

/// How loud a signal is.
public enum SignalLevel {
  /// A ratio of amplitudes in dB; minus infinity for 0. Of energies it is twice as much.
  public static func decibels(_ ratio: Double) -> Double { 20 * log10(ratio) }

  /// The largest magnitude among `samples`; 0 for none. What is not a number does not count.
  public static func peak(of samples: [Float]) -> Float {
    var lanes = SIMD8<Float>()
    let vectorized = samples.count & ~7
    samples.withUnsafeBytes { samples in
      for index in stride(from: 0, to: vectorized, by: 8) {
        let sample = samples.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        lanes.replace(with: sample, where: sample .> lanes)
        lanes.replace(with: -sample, where: -sample .> lanes)
      }
    }
    return samples[vectorized...].reduce(lanes.max()) { max($0, $1.magnitude) }
  }
}
