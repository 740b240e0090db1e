import TelephonyAudio
import TestSupport

/// Signals that behave like speech, and what stages make of any.
enum SoundSignal {
  /// Words of a tone of 700 Hz and noise, 0.3 s each with 0.15 s between them, no silence at the
  /// ends.
  ///
  /// - Parameter amplitude: of the loudest sample; every other word is softer by half.
  static func words(_ count: Int = 6, amplitude: Float = 0.4, rate: Int = 8000) -> [Float] {
    (0..<count).flatMap { word in
      let frames = rate * 3 / 10
      let noise = Signal.noise(frames: frames, seed: UInt64(word + 1), amplitude: amplitude / 8)
      let tone = Signal.sine(700, rate: rate, frames: frames, amplitude: Double(amplitude) * 0.75)
      let share: Float = word % 2 == 0 ? 1 : 0.5
      let pause = word + 1 == count ? 0 : rate * 15 / 100
      // 20 ms at both ends.
      let soft = frames / 15
      return (0..<frames).map { frame in
        let edge = min(1, Float(min(frame, frames - 1 - frame)) / Float(soft))
        // Differences, so that there is little noise below a voice.
        let hiss = noise[frame] - noise[max(0, frame - 1)]
        return share * edge * (hiss + tone[frame])
      } + silence(pause)
    }
  }

  static func silence(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }

  /// What stages make of a signal that comes in blocks of `cut` samples.
  static func result(
    of stages: [any SignalStage], on signal: [Float], cut: Int = 4096
  ) throws -> [Float] {
    let store = MemoryStore()
    var chain = try SignalChain(
      channelCount: 1, inputRate: 8000, stages: stages, encoding: nil, store: store)
    for start in stride(from: 0, to: signal.count, by: cut) {
      try chain.process(.float(Array(signal[start..<min(start + cut, signal.count)])))
    }
    try chain.finish()
    return store.samples
  }

  /// The same, coded as A-law.
  static func codes(
    of stages: [any SignalStage], on signal: [Float], cut: Int = 4096
  ) throws -> [UInt8] {
    var codes: [UInt8] = []
    ALaw.encode(try result(of: stages, on: signal, cut: cut), into: &codes)
    return codes
  }

  static func decoded(_ codes: [UInt8]) -> [Float] {
    ALaw.decode(codes).map { Float($0) / 32768 }
  }

  /// The speech level, in dBov.
  static func level(_ signal: [Float]) -> Double? {
    var meter = SpeechLevelMeter()
    meter.measure(signal)
    return meter.level
  }

  /// The energy of samples, full scale 1.0.
  static func energy(_ signal: some Sequence<Float>) -> Double {
    signal.reduce(0) { $0 + Double($1) * Double($1) }
  }

  /// The second difference, scaled to 1 at half of the sample rate: what lies above 2 kHz.
  struct HighBand {
    private var last: (Float, Float) = (0, 0)

    mutating func process(_ sample: Float) -> Float {
      defer { last = (sample, last.0) }
      return (sample - 2 * last.0 + last.1) / 4
    }
  }
}
