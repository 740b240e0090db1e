/// The long-term spectrum of a signal: how its power is spread over frequencies.
///
/// ```swift
/// var spectrum = Spectrum()
/// spectrum.add(samples)
/// spectrum.levels[32]              // dBov of what lies around 1000 Hz
/// spectrum.frequency(of: 32)       // 1000
/// ```
///
/// By P. D. Welch's method ("The use of fast Fourier transform for the estimation of power
/// spectra", 1967): the mean of the spectra of Hann windows of 256 samples, each of which overlaps
/// half of the one before. The powers of all bands add up to the signal's. Only additions and
/// multiplications in a fixed order, with sines of our own: the same bits on every CPU, and
/// whatever blocks the signal comes in.
public struct Spectrum: Sendable {
  /// Samples of a window: 31.25 Hz a band at 8000 Hz.
  public static let windowSize = 256

  /// Bands, from 0 Hz to half of the sample rate.
  public static let bandCount = windowSize / 2 + 1

  /// The least level that is told, in dBov.
  public static let softest = -120.0

  /// Samples a second.
  public let sampleRate: Int

  private var waiting: [Float] = []
  private var sums = [Double](repeating: 0, count: bandCount)
  private var windowCount = 0
  private let transform: FourierTransform

  /// - Parameter sampleRate: in Hz.
  public init(sampleRate: Int = Resampler.telephoneRate) {
    self.sampleRate = sampleRate
    transform = FourierTransform.shared
  }

  /// Adds the next samples, full scale 1.0.
  public mutating func add(_ samples: [Float]) {
    waiting += samples
    var start = 0
    while waiting.count - start >= Self.windowSize {
      addWindow(at: start)
      start += Self.windowSize / 2
    }
    waiting.removeFirst(start)
  }

  private mutating func addWindow(at start: Int) {
    transform.addPowers(of: waiting, from: start, to: &sums)
    windowCount += 1
  }

  /// The frequency in the middle of a band, in Hz.
  public func frequency(of band: Int) -> Double {
    Double(band) * Double(sampleRate) / Double(Self.windowSize)
  }

  /// The power of each of the ``bandCount`` bands, where full scale is 1.0; what does not fill a
  /// window counts as if silence followed.
  public var powers: [Double] {
    var ended = self
    // The second half of the last window was heard already.
    if windowCount == 0 ? !waiting.isEmpty : waiting.count > Self.windowSize / 2 {
      ended.waiting += [Float](repeating: 0, count: Self.windowSize - waiting.count)
      ended.addWindow(at: 0)
    }
    guard ended.windowCount > 0 else { return ended.sums }
    return ended.sums.map { $0 / Double(ended.windowCount) }
  }

  /// The level of each band in dBov, not below ``softest``.
  public var levels: [Double] {
    powers.map { $0 > 0 ? max(Self.softest, SignalLevel.decibels($0) / 2) : Self.softest }
  }
}

/// The Fourier transform of ``Spectrum/windowSize`` windowed samples: radix 2, in place, decimation
/// in time (J. W. Cooley and J. W. Tukey, 1965).
private final class FourierTransform: Sendable {
  static let shared = FourierTransform()

  private let window: [Double]
  /// What makes the powers of all bands add up to the mean power of the samples.
  private let scale: Double
  private let order: [Int]
  private let cosines: [Double]
  private let sines: [Double]

  private init() {
    let size = Spectrum.windowSize
    window = (0..<size).map { 0.5 - 0.5 * KaiserFilter.cosine(ofPi: 2 * Double($0) / Double(size)) }
    // Parseval: the powers of all frequencies add up to the size times the samples' energy.
    scale = 1 / (Double(size) * window.reduce(0) { $0 + $1 * $1 })
    var order = [0]
    while order.count < size { order = order.map { 2 * $0 } + order.map { 2 * $0 + 1 } }
    self.order = order
    cosines = (0..<size / 2).map { KaiserFilter.cosine(ofPi: 2 * Double($0) / Double(size)) }
    sines = (0..<size / 2).map { KaiserFilter.sine(ofPi: 2 * Double($0) / Double(size)) }
  }

  /// Adds the powers of a window's bands, those of negative frequencies included.
  func addPowers(of samples: [Float], from start: Int, to sums: inout [Double]) {
    let size = Spectrum.windowSize
    var real = [Double](repeating: 0, count: size)
    var imaginary = real
    for index in 0..<size {
      let sample = samples[start + order[index]]
      // What is not a number would take all of the spectrum with it.
      real[index] = sample.isFinite ? Double(sample) * window[order[index]] : 0
    }
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        var half = 1
        while half < size {
          let turn = size / 2 / half
          for first in stride(from: 0, to: size, by: 2 * half) {
            for offset in 0..<half {
              let (cosine, sine) = (cosines[offset * turn], sines[offset * turn])
              let (upper, lower) = (first + offset, first + offset + half)
              let turnedReal = real[lower] * cosine + imaginary[lower] * sine
              let turnedImaginary = imaginary[lower] * cosine - real[lower] * sine
              real[lower] = real[upper] - turnedReal
              imaginary[lower] = imaginary[upper] - turnedImaginary
              real[upper] += turnedReal
              imaginary[upper] += turnedImaginary
            }
          }
          half *= 2
        }
      }
    }
    for band in sums.indices {
      let power = real[band] * real[band] + imaginary[band] * imaginary[band]
      let isAlone = band == 0 || band == size / 2
      sums[band] += scale * (isAlone ? power : 2 * power)
    }
  }
}
