public import TelephonyAudio

/// What was done to the sound of a prompt.
public struct SoundChange: Hashable, Sendable {
  /// Whether what lies below 100 Hz was removed.
  public let isHighPassed: Bool
  /// Seconds that were cut from the start.
  public let trimmedBefore: Double
  /// Seconds that were cut from the end.
  public let trimmedAfter: Double
  /// What became of the level; nil where it was left.
  public let level: LevelChange?
  /// Whether the noise of coding was moved to where the signal covers it.
  public let isNoiseShaped: Bool
}

/// What became of a level. Levels are in dBov, as the normalising meter measures them.
public struct LevelChange: Hashable, Sendable {
  /// Before; nil where no speech was found.
  public let before: Double?
  /// After; nil where no speech was found.
  public let after: Double?
  /// In dB.
  public let gain: Double
  /// How much the limiter took away where it took the most, in dB.
  public let limited: Double
  /// The share of the time in which it did.
  public let limitedShare: Double
  /// How far below the level that was asked for it stays, in dB.
  public let missing: Double
  /// Why it stays there; nil where the limiter takes away what the gain adds, and where nothing is
  /// missing.
  public let bound: Leveler.Bound?
}

extension LevelChange {
  init(_ leveler: Leveler) {
    self.init(
      before: leveler.found, after: leveler.reached, gain: leveler.gain, limited: leveler.limited,
      limitedShare: leveler.limitedShare, missing: leveler.missing,
      bound: leveler.bound)
  }
}
