internal import AudioFiles
internal import TelephonyAudio

/// Cuts a long recording at its longest pauses into parts that are played one after another.
///
/// The parts, in order, have every sample of the recording once, so that nothing is missing
/// and nothing is heard twice. Of all ways to cut, one is taken whose shortest pause is longest,
/// and of those one with few parts.
struct PauseSplit {
  /// The samples of each part, by their indices.
  let parts: [Range<Int>]

  /// Frames a second whose level is taken, each of 10 ms.
  private static let frameRate = 100

  /// Frames of the shortest pause: 100 ms, longer than the closure before a plosive.
  private static let shortestPause = 10

  /// dB by which speech must stand out from its background for pauses to be told.
  private static let leastContrast = 12.0

  /// dB relative to full scale below which all is silence: A-law idle noise is at about -66.
  private static let floor = -66.0

  /// Why a recording cannot be cut.
  struct Failure: Error, Equatable {
    /// Where there is no pause, by indices of samples; nil where there are, but for more parts than
    /// are played.
    let gap: Range<Int>?
  }

  private struct Pause {
    let frames: Range<Int>
    /// In its middle.
    let cut: Int
  }

  /// - Parameters:
  ///   - codes: the whole recording, mono.
  ///   - capacity: the most samples of a part.
  ///   - maximumParts: that are played one after another.
  /// - Throws: ``Failure`` where no pauses are near enough to one another.
  init(
    _ codes: [UInt8], _ format: WAVFormat, capacity: Int, maximumParts: Int
  ) throws(Failure) {
    let frameSize = format.sampleRate / Self.frameRate
    let samples = format.encoding.decode(codes)
    let pauses = Self.pauses(in: samples, frameSize: frameSize)
    let lengths = Set(pauses.map(\.frames.count)).sorted(by: >)
    for length in lengths {
      let cuts = pauses.filter { $0.frames.count >= length }.map(\.cut)
      if let parts = try? Self.fewestParts(samples.count, cuts, capacity, maximumParts) {
        self.parts = parts
        return
      }
    }
    parts = try Self.fewestParts(samples.count, pauses.map(\.cut), capacity, maximumParts)
  }

  /// Parts that are each as long as they can be.
  private static func fewestParts(
    _ count: Int, _ cuts: [Int], _ capacity: Int, _ maximumParts: Int
  ) throws(Failure) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while count - start > capacity {
      guard let cut = cuts.last(where: { $0 > start && $0 <= start + capacity }) else {
        throw Failure(gap: start..<start + capacity)
      }
      guard parts.count + 1 < maximumParts else { throw Failure(gap: nil) }
      parts.append(start..<cut)
      start = cut
    }
    return parts + [start..<count]
  }

  // MARK: Pauses

  private static func pauses(in samples: [Int16], frameSize: Int) -> [Pause] {
    let levels = self.levels(of: samples, frameSize: frameSize)
    guard let threshold = threshold(levels) else { return [] }
    var pauses: [Pause] = []
    var start: Int?
    for (index, level) in (levels + [.infinity]).enumerated() {
      if level < threshold {
        if start == nil { start = index }
      } else if let first = start {
        if index - first >= shortestPause {
          pauses.append(Pause(frames: first..<index, cut: (first + index) / 2 * frameSize))
        }
        start = nil
      }
    }
    return pauses
  }

  /// The level in dB below which a frame is quiet; nil where nothing stands out from anything.
  ///
  /// The background is what the quietest twentieth of the frames has. Where that is speech itself,
  /// because pauses are rare, it is the quietest stretch that is long enough for a pause.
  private static func threshold(_ levels: [Double]) -> Double? {
    let quietest = levels.sorted().quantile(0.05)
    let stretches = stride(from: 0, to: levels.count - shortestPause, by: shortestPause / 2).map {
      levels[$0..<$0 + shortestPause].max() ?? 0
    }
    for background in [quietest, stretches.min()].compactMap({ $0 }) {
      let speech = levels.filter { $0 >= background + leastContrast }.sorted()
      guard let loud = speech.quantile(0.9) else { continue }
      // A third of the way up: above the breath and hum of the background, below quiet consonants.
      return background + (loud - background) / 3
    }
    return nil
  }

  /// The RMS of each whole frame in dB relative to full scale; ``floor`` at least.
  private static func levels(of samples: [Int16], frameSize: Int) -> [Double] {
    stride(from: 0, to: samples.count - samples.count % frameSize, by: frameSize).map {
      start in
      let energy = samples[start..<start + frameSize].reduce(0.0) { $0 + Double($1) * Double($1) }
      let share = energy / Double(frameSize) / (32768.0 * 32768)
      return max(floor, SignalLevel.decibels(share) / 2)
    }
  }
}

extension [Double] {
  /// The value below which this share of a sorted list lies.
  fileprivate func quantile(_ share: Double) -> Double? {
    isEmpty ? nil : self[Swift.min(count - 1, Int(Double(count) * share))]
  }
}
