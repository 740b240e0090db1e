internal import CTelephonyKernels

/// The inner loops of encoder, downmix and resampler, each in an extension beside its user.
///
/// Every output is computed by the same operations in the same order on every CPU: multiplication
/// and addition are rounded one after the other, never fused. Where there is AVX2, C does the same
/// with registers of eight lanes; ``Plain`` is what it must equal, to the last bit.
enum Kernels {
  static let hasAVX2 = telephony_has_avx2()

  /// The kernels in plain Swift.
  enum Plain {}
}
