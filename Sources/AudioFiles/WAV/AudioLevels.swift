package import TelephonyAudio

/// Levels and silence of a finished file's audio. Decibels are relative to full scale.
public struct AudioLevels: Hashable, Sendable {
  /// The largest magnitude; minus infinity for silence.
  public let peakDecibels: Double
  /// The root mean square between the silences at both ends; minus infinity for silence.
  public let rmsDecibels: Double
  /// The share of samples that have one of the two outermost values of their encoding.
  public let fullScaleShare: Double
  /// The mean of all samples as a share of full scale.
  public let mean: Double
  /// Seconds before the first sample that is no silence.
  public let leadingSilence: Double
  /// Seconds after the last sample that is no silence.
  public let trailingSilence: Double

  /// Whether no sample is louder than silence.
  public var isSilent: Bool { rmsDecibels == -.infinity }

  /// Magnitude up to which a sample counts as silence, in 16-bit scale.
  private static let silence = Int(SoundMeter.silence * 32768)

  /// Counts codes of one byte, a block at a time.
  package struct Counter {
    private let encoding: SampleEncoding
    private let samples: [Int16]
    private let isLoud: [Bool]
    /// How often each code was there, four times, so that equal codes in a row do not wait for each
    /// other.
    private var histograms = [Int](repeating: 0, count: 4 * 256)
    package private(set) var count = 0
    private var firstLoud: Int?
    private var lastLoud = 0

    /// Nil for an encoding of more than one byte a sample.
    package init?(_ encoding: SampleEncoding) {
      guard encoding.bytesPerSample == 1 else { return nil }
      self.encoding = encoding
      samples = encoding.decode((0...255).map { UInt8($0) })
      isLoud = samples.map { abs(Int($0)) > AudioLevels.silence }
    }

    /// Takes the next block.
    package mutating func add(_ codes: ArraySlice<UInt8>) {
      if firstLoud == nil, let index = codes.firstIndex(where: { isLoud[Int($0)] }) {
        firstLoud = count + index - codes.startIndex
      }
      if let index = codes.lastIndex(where: { isLoud[Int($0)] }) {
        lastLoud = count + index - codes.startIndex
      }
      count += codes.count
      let even = codes.count & ~3
      codes.withUnsafeBufferPointer { codes in
        histograms.withUnsafeMutableBufferPointer { histograms in
          for index in stride(from: 0, to: even, by: 4) {
            histograms[Int(codes[index])] += 1
            histograms[256 + Int(codes[index + 1])] += 1
            histograms[512 + Int(codes[index + 2])] += 1
            histograms[768 + Int(codes[index + 3])] += 1
          }
          for index in even..<codes.count { histograms[Int(codes[index])] += 1 }
        }
      }
    }

    /// Nil without any code.
    ///
    /// - Parameter sampleRate: in Hz, greater than 0.
    package func levels(sampleRate: Int) -> AudioLevels? {
      guard count > 0 else { return nil }
      let histogram = (0..<256).map { code in
        stride(from: code, to: histograms.count, by: 256).reduce(0) { $0 + histograms[$1] }
      }
      var sum = 0.0
      var energy = 0.0
      var peak = 0
      for code in 0..<256 where histogram[code] > 0 {
        let sample = Int(samples[code])
        sum += Double(sample * histogram[code])
        energy += Double(sample * sample * histogram[code])
        peak = max(peak, abs(sample))
      }
      let rate = Double(sampleRate)
      let isSilent = firstLoud == nil
      let first = firstLoud ?? count
      let length = isSilent ? count : lastLoud + 1 - first
      let outermost = samples.indices.filter {
        abs(Int(samples[$0])) == encoding.largestMagnitude
      }
      return AudioLevels(
        peakDecibels: isSilent ? -.infinity : SignalLevel.decibels(Double(peak) / 32768),
        rmsDecibels: isSilent
          ? -.infinity
          : SignalLevel.decibels(energy / Double(length)) / 2 - SignalLevel.decibels(32768),
        fullScaleShare: Double(outermost.reduce(0) { $0 + histogram[$1] }) / Double(count),
        mean: sum / Double(count) / 32768,
        leadingSilence: Double(first) / rate,
        trailingSilence: isSilent ? 0 : Double(count - 1 - lastLoud) / rate)
    }
  }
}
