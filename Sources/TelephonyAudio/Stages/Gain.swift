/// A gain between -30 and +30 dB, in steps of 0.01 dB.
public struct Gain: Hashable, Sendable, Comparable {
  /// The smallest and the largest one, in dB.
  public static let range = -30.0...30.0

  /// In hundredths of a dB.
  let hundredths: Int

  init(hundredths: Int) {
    self.hundredths = min(max(hundredths, -3000), 3000)
  }

  /// The step nearest to a number of dB; 0 for what is no number.
  public init(_ decibels: Double) {
    let inside = min(max(decibels, Self.range.lowerBound), Self.range.upperBound)
    self.init(hundredths: decibels.isNaN ? 0 : Int((inside * 100).rounded()))
  }

  /// What brings a signal from one level to another.
  ///
  /// - Parameters:
  ///   - level: that it has, in dBov.
  ///   - target: that it should have, in dBov.
  public init(from level: Double, to target: Double) { self.init(target - level) }

  /// In dB.
  public var decibels: Double { Double(hundredths) / 100 }

  /// What samples are multiplied by: the same bits on every machine, which the C library's powers
  /// are not.
  public var factor: Double {
    let above = hundredths + 3000
    return Self.whole[above / 100] * Self.fractions[above % 100]
  }

  public static func < (one: Self, other: Self) -> Bool { one.hundredths < other.hundredths }

  /// From -30 dB on, 10^(1/20) from one to the next.
  private static let whole = powers(of: 1.1220184543019633, count: 61, startingAt: -30)

  /// From 0 dB on, 10^(1/2000) from one to the next.
  private static let fractions = powers(of: 1.001151955538169, count: 100, startingAt: 0)

  private static func powers(of base: Double, count: Int, startingAt first: Int) -> [Double] {
    var powers: [Double] = []
    var power = 1.0
    for _ in 0..<(-first) { power /= base }
    for exponent in first..<first + count {
      // 0 dB is 1, not nearly 1.
      if exponent == 0 { power = 1 }
      powers.append(power)
      power *= base
    }
    return powers
  }
}
