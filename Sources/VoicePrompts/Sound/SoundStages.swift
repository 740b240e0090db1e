internal import AudioFiles
internal import TelephonyAudio

/// The stages that prepare the sound of one prompt, in their order, and what they have done.
struct SoundStages {
  private let options: SoundOptions
  private let format: WAVFormat
  private let highPass: HighPass?
  private let trim: Trim?
  private let leveler: Leveler?

  /// - Parameter format: of the prompt.
  init(_ options: SoundOptions, _ format: WAVFormat) {
    self.options = options
    self.format = format
    let sampleRate = format.sampleRate
    highPass =
      switch options.wantedHighPass {
      case .off: nil
      case .auto: HighPass(.auto, sampleRate: sampleRate)
      case .on: HighPass(.on, sampleRate: sampleRate)
      }
    trim =
      switch options.wantedTrim {
      case .off: nil
      case .auto: Trim(.auto, sampleRate: sampleRate)
      case .on: Trim(.on, sampleRate: sampleRate)
      }
    leveler = options.wantedLevel.map { level in
      let aim: Leveler.Aim =
        switch level {
        case .target(let level): .level(level)
        case .gain(let gain): .gain(gain)
        }
      return Leveler(aim, sampleRate: sampleRate, fallsBackToRMS: options.takesRMS)
    }
  }

  /// What comes before the level.
  var cleaning: [any SignalStage] {
    let stages: [(any SignalStage)?] = [highPass, trim]
    return stages.compactMap { $0 }
  }

  /// All of them.
  var stages: [any SignalStage] {
    var stages = cleaning
    if let leveler { stages.append(leveler) }
    if options.fadeIn > 0 || options.fadeOut > 0 {
      stages.append(
        Fade(start: options.fadeIn, end: options.fadeOut, sampleRate: format.sampleRate))
    }
    if shapesNoise { stages.append(NoiseShaping(format.encoding)) }
    return stages
  }

  /// What was done, once the signal has ended; nil where nothing was to be done.
  var change: SoundChange? {
    options.leavesSound
      ? nil
      : SoundChange(
        isHighPassed: highPass?.isApplied ?? false, trimmedBefore: trim?.trimmedBefore ?? 0,
        trimmedAfter: trim?.trimmedAfter ?? 0, level: leveler.map(LevelChange.init),
        isNoiseShaped: shapesNoise)
  }

  /// The noise of 16-bit samples is not worth it.
  private var shapesNoise: Bool { options.shapesNoise && format.encoding.bytesPerSample == 1 }
}
