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
    private var totals: SampleTotals
    /// Of each code of one byte.
    private let isLoud: [Bool]
    /// How many samples there were.
    package private(set) var count = 0
    private var firstLoud: Int?
    private var lastLoud = 0

    package init(_ encoding: SampleEncoding) {
      self.encoding = encoding
      totals = SampleTotals(encoding)
      isLoud = totals.samples.map(Self.isLoud)
    }

    private static func isLoud(_ sample: Int16) -> Bool {
      abs(Int(sample)) > AudioLevels.silence
    }

    /// Takes the next block: whole samples; a part of one at its end does not count.
    package mutating func add(_ codes: ArraySlice<UInt8>) {
      if encoding.bytesPerSample == 1 {
        find(in: codes) { [isLoud] in isLoud[Int($0)] }
        totals.add(codes)
      } else {
        let samples = encoding.decode(Array(codes))
        find(in: samples[...], Self.isLoud)
        for sample in samples { totals.add(sample) }
      }
    }

    /// Looks for the first and the last sample that is no silence.
    private mutating func find<Element>(
      in samples: ArraySlice<Element>, _ isLoud: (Element) -> Bool
    ) {
      if firstLoud == nil, let index = samples.firstIndex(where: isLoud) {
        firstLoud = count + index - samples.startIndex
      }
      if let index = samples.lastIndex(where: isLoud) {
        lastLoud = count + index - samples.startIndex
      }
      count += samples.count
    }

    /// Nil without any sample.
    ///
    /// - Parameters:
    ///   - sampleRate: in Hz, greater than 0.
    ///   - channelCount: greater than 0.
    package func levels(sampleRate: Int, channelCount: Int = 1) -> AudioLevels? {
      guard count > 0 else { return nil }
      let rate = Double(sampleRate * channelCount)
      let isSilent = firstLoud == nil
      let first = firstLoud ?? count
      let length = isSilent ? count : lastLoud + 1 - first
      return AudioLevels(
        peakDecibels: isSilent ? -.infinity : SignalLevel.decibels(Double(totals.peak) / 32768),
        rmsDecibels: isSilent
          ? -.infinity
          : SignalLevel.decibels(Double(totals.energy) / Double(length)) / 2
            - SignalLevel.decibels(32768),
        fullScaleShare: Double(totals.outermostCount) / Double(count),
        mean: Double(totals.sum) / Double(count) / 32768,
        leadingSilence: Double(first) / rate,
        trailingSilence: isSilent ? 0 : Double(count - 1 - lastLoud) / rate)
    }
  }
}
