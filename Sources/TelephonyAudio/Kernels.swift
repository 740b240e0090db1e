internal import CLibrary
internal import CTelephonyKernels

/// The inner loops of encoder, downmix and resampler, each in an extension beside its user.
///
/// Every output is computed by the same operations in the same order on every CPU: multiplication
/// and addition are rounded one after the other, never fused. Where there is AVX2, C does the same
/// with registers of eight lanes; ``Plain`` is what it must equal, to the last bit.
struct Kernels: Sendable {
  /// Whether the functions in C are called.
  private(set) var usesAVX2 = false

  /// What is fastest on this CPU. With `VOICEPROMPTS_PLAIN_KERNELS` in the environment it is
  /// ``plain``, for tests and benchmarks of whole programs.
  static let best = Kernels(
    usesAVX2: telephony_has_avx2() && getenv("VOICEPROMPTS_PLAIN_KERNELS") == nil)

  /// The path of every CPU without AVX2.
  static let plain = Kernels()

  /// The kernels in plain Swift. Their vectors become what the CPU has: SSE2, NEON.
  enum Plain {}
}

/// Eight samples in a register, or in two.
typealias Lanes = SIMD8<Float>

extension SIMD8<Float> {
  /// Those from an address on, whatever its alignment.
  @inline(__always)
  init(at pointer: UnsafePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
  }
}
