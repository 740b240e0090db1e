internal import TelephonyAudio

/// One gain for many recordings, so that those which were made louder than others stay so.
enum CommonGain {
  /// Measures all recordings, `jobs` at a time. What cannot be read does not count: its conversion
  /// says why.
  ///
  /// - Parameters:
  ///   - recordings: paths, each with what converts it.
  ///   - sound: says at which level they are to be together.
  /// - Returns: in dB; nil where no speech was found in any.
  static func find(
    _ recordings: [(path: String, converter: PromptConverter)], _ sound: SoundOptions, jobs: Int,
    _ progress: WorkProgress
  ) async -> Double? {
    guard case .target(let target) = sound.wantedLevel else { return nil }
    // Measuring is not what the progress is about.
    let silent = WorkProgress { progress.isCancelled() }
    var all: SpeechCounters?
    await Scheduler.run(recordings.count, jobs: jobs) { index in
      try? recordings[index].converter.speechCounters(
        of: recordings[index].path, progress: silent)
    } report: { counters in
      // In the order of the recordings: the sum of numbers depends on it.
      guard let counters else { return }
      if all == nil { all = counters } else { all? += counters }
    }
    return all.flatMap(SpeechLevelMeter.level).map { Gain(from: $0, to: target).decibels }
  }
}

extension ConversionOptions {
  /// With a gain in the place of a level; without either where there is none.
  func with(_ commonGain: Double?) -> ConversionOptions {
    var options = self
    options.sound.isTogether = false
    options.sound.level = .gain(commonGain ?? 0)
    return options
  }
}
