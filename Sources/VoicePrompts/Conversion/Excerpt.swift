/// The part of a recording that a prompt is made from, in frames of the recording.
struct Excerpt {
  /// Frames before the part.
  private let start: Int
  /// Where it ends; nil for the recording's end.
  private let end: Int?
  /// Where it is asked to end; nil for the recording's end.
  private let wantedEnd: Int?
  private let sampleRate: Int
  /// Frames that have passed.
  private(set) var position = 0

  /// Seconds that a wanted end may lie behind the recording's: durations are told to a hundredth.
  private static let tolerance = 0.01

  /// Seconds that no recording reaches, and whose frames fit into an integer.
  private static let longest = 1e9

  /// - Parameter lastFrame: where the recording ends although its decoder gives more; nil where it
  ///   does not.
  init(_ options: ConversionOptions, sampleRate: Int, lastFrame: Int? = nil) {
    func frames(_ seconds: Double) -> Int {
      Int((max(0, min(seconds, Self.longest)) * Double(sampleRate)).rounded())
    }
    start = frames(options.start)
    wantedEnd = options.duration.map { frames(options.start + $0) }
    end = [wantedEnd, lastFrame].compactMap { $0 }.min()
    self.sampleRate = sampleRate
  }

  /// Whether all of it has passed, whatever the recording has left.
  var isComplete: Bool { end.map { position >= $0 } ?? false }

  /// How many of a recording's frames it has.
  func count(of frameCount: Int) -> Int { max(0, min(frameCount, end ?? frameCount) - start) }

  /// The frames of the next block that belong to it.
  mutating func range(ofNext frameCount: Int) -> Range<Int> {
    let lower = min(max(0, start - position), frameCount)
    let upper = min(max(lower, (end ?? Int.max) - position), frameCount)
    position += frameCount
    return lower..<upper
  }

  /// Why a recording of `frameCount` frames does not have it; nil where it does.
  func fault(in frameCount: Int) -> PromptError.Context? {
    let tolerated = Int(Self.tolerance * Double(sampleRate))
    guard frameCount > 0, start >= frameCount || (wantedEnd ?? 0) > frameCount + tolerated else {
      return nil
    }
    return .excerptOutside(
      start: Double(start) / Double(sampleRate),
      end: wantedEnd.map { Double($0) / Double(sampleRate) },
      duration: Double(frameCount) / Double(sampleRate))
  }
}
