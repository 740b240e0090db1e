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

  /// Counts codes, a block at a time.
  package struct Counter {
    private let encoding: SampleEncoding
    /// Of each code of one byte.
    private let samples: [Int16]
    private let isLoud: [Bool]
    /// How often each code of one byte was there, four times, so that equal codes in a row do not wait
    /// for each other.
    private var histograms = [Int](repeating: 0, count: 4 * 256)
    /// How many samples there were.
    package private(set) var count = 0
    private var firstLoud: Int?
    private var lastLoud = 0
    private var total = Total()

    /// What is told of samples, in 16-bit scale.
    private struct Total {
      var sum = 0
      /// Of large files, more than an integer holds.
      var energy = 0.0
      var peak = 0
      var outermost = 0

      mutating func add(_ sample: Int, _ count: Int, _ range: ClosedRange<Int>) {
        sum += sample * count
        energy += Double(sample * sample) * Double(count)
        peak = max(peak, abs(sample))
        if sample == range.lowerBound || sample == range.upperBound { outermost += count }
      }
    }

    package init(_ encoding: SampleEncoding) {
      self.encoding = encoding
      samples = encoding.bytesPerSample == 1 ? encoding.decode((0...255).map { UInt8($0) }) : []
      isLoud = samples.map(Self.isLoud)
    }

    private static func isLoud(_ sample: Int16) -> Bool {
      abs(Int(sample)) > AudioLevels.silence
    }

    /// The two outermost values: of 16 bits, one less is positive than negative.
    private var range: ClosedRange<Int> {
      -encoding.largestMagnitude...min(encoding.largestMagnitude, Int(Int16.max))
    }

    /// Takes the next block: whole samples; a part of one at its end does not count.
    package mutating func add(_ codes: ArraySlice<UInt8>) {
      if encoding.bytesPerSample == 1 {
        addBytes(codes)
      } else {
        addSamples(encoding.decode(Array(codes)))
      }
    }

    private mutating func addSamples(_ samples: [Int16]) {
      let range = range
      if firstLoud == nil, let index = samples.firstIndex(where: Self.isLoud) {
        firstLoud = count + index
      }
      if let index = samples.lastIndex(where: Self.isLoud) { lastLoud = count + index }
      count += samples.count
      for sample in samples { total.add(Int(sample), 1, range) }
    }

    private mutating func addBytes(_ codes: ArraySlice<UInt8>) {
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

    /// Nil without any sample.
    ///
    /// - Parameters:
    ///   - sampleRate: in Hz, greater than 0.
    ///   - channelCount: greater than 0.
    package func levels(sampleRate: Int, channelCount: Int = 1) -> AudioLevels? {
      guard count > 0 else { return nil }
      var total = total
      for (code, sample) in samples.enumerated() {
        let codes = stride(from: code, to: histograms.count, by: 256)
          .reduce(0) { $0 + histograms[$1] }
        if codes > 0 { total.add(Int(sample), codes, range) }
      }
      let rate = Double(sampleRate * channelCount)
      let isSilent = firstLoud == nil
      let first = firstLoud ?? count
      let length = isSilent ? count : lastLoud + 1 - first
      return AudioLevels(
        peakDecibels: isSilent ? -.infinity : SignalLevel.decibels(Double(total.peak) / 32768),
        rmsDecibels: isSilent
          ? -.infinity
          : SignalLevel.decibels(total.energy / Double(length)) / 2
            - SignalLevel.decibels(32768),
        fullScaleShare: Double(total.outermost) / Double(count),
        mean: Double(total.sum) / Double(count) / 32768,
        leadingSilence: Double(first) / rate,
        trailingSilence: isSilent ? 0 : Double(count - 1 - lastLoud) / rate)
    }
  }
}
