internal import AudioFiles
internal import TelephonyAudio

/// What the rules for sound look at, as a lock keeps it. All in dB, to a hundredth.
struct SoundFigures: Codable, Hashable, Sendable {
  /// The speech level in dBov, as the normalising meter measures it; nil without speech.
  var level: Double?
  /// The noise floor relative to the level; nil where there is too little between the words.
  var noise: Double?
  /// The energy below 80 Hz relative to all of it; nil for silence, and where a high-pass would
  /// leave it, because it is a low voice's.
  var rumble: Double?

  /// dB that a high-pass must take from what lies below 80 Hz: an octave below its 100 Hz are 24,
  /// the fundamental of a low voice loses 3 to 5.
  private static let leastGain = 6.0
  /// The mean relative to the level; nil for silence.
  var offset: Double?

  /// Nothing was measured.
  init() {}

  /// Those of a prompt's codes; nil where its format is none that is listened to.
  init?(of codes: [UInt8], _ format: WAVFormat) {
    guard SoundMeter.rates.contains(format.sampleRate) else { return nil }
    var meter = SoundMeter(sampleRate: format.sampleRate)
    let size = 65_536
    for start in stride(from: 0, to: codes.count, by: size) {
      let samples = format.encoding.decode(Array(codes[start..<min(start + size, codes.count)]))
      meter.measure(samples.map { Float($0) * (1 / 32768) })
    }
    self.init(meter.facts)
  }

  init(_ facts: SoundFacts) {
    func rounded(_ value: Double?) -> Double? {
      value.flatMap { $0.isFinite ? ($0 * 100).rounded() / 100 : nil }
    }
    level = rounded(facts.speechLevel)
    // A-law's silence is not 0.
    if facts.isSilent { return }
    noise = rounded(facts.noiseFloor)
    let isRemovable = facts.lowEnergy - facts.lowEnergyOfVoice >= Self.leastGain
    rumble = isRemovable ? rounded(facts.lowEnergy) : nil
    offset = rounded(facts.meanDecibels)
  }
}
