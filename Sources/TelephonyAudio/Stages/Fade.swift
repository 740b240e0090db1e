/// Lets a signal begin and end softly, by the shape of a raised cosine.
public final class Fade: SignalStage {
  private let rise: [Float]
  private let fall: [Float]
  private var position = 0
  /// As many samples as the end takes.
  private var waiting: [Float] = []

  /// - Parameters:
  ///   - start: seconds until the signal is whole.
  ///   - end: seconds from where it is whole no more.
  ///   - sampleRate: in Hz.
  public init(start: Double, end: Double, sampleRate: Int = Resampler.telephoneRate) {
    rise = Self.rise(seconds: start, sampleRate: sampleRate)
    fall = Self.rise(seconds: end, sampleRate: sampleRate)
  }

  /// Factors from nearly 0 to nearly 1; in reverse they let a signal end.
  static func rise(seconds: Double, sampleRate: Int) -> [Float] {
    let count = Int((max(0, seconds) * Double(sampleRate)).rounded())
    return (0..<count).map { index in
      let turn = (Double(index) + 0.5) / Double(count)
      return Float(0.5 - 0.5 * KaiserFilter.cosine(ofPi: turn))
    }
  }

  public func process(_ block: inout [Float]) {
    for index in block.indices.prefix(max(0, rise.count - position)) {
      block[index] *= rise[position + index]
    }
    position += block.count
    guard !fall.isEmpty else { return }
    waiting += block
    let finished = max(0, waiting.count - fall.count)
    block = Array(waiting[..<finished])
    waiting.removeFirst(finished)
  }

  public func finish(into block: inout [Float]) {
    // Whatever is shorter than its fade ends as a longer one does.
    block += zip(waiting, fall.prefix(waiting.count).reversed()).map { $0 * $1 }
    waiting = []
  }
}
