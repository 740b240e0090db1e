internal import AudioFiles
internal import TelephonyAudio
internal import VoicePromptReports
internal import VoicePrompts

/// A waveform as a page draws it. Times are in seconds.
struct WaveformPicture: Encodable, Sendable {
  let from: Double
  let to: Double
  /// Of the whole.
  let seconds: Double
  let columns: Int
  /// Base64 of signed bytes; fewer than ``columns`` where the rest has not been read yet.
  let lowest: String
  let highest: String
  /// Whether all of it has been read.
  let isComplete: Bool
  /// Up to where it has been read.
  let covered: Double
  let speech: [[Double]]
  /// Base64 of signed bytes, dBov of each column; nil where that is not known.
  let levels: String?

  /// More than any screen has.
  private static let mostColumns = 8192

  /// A recording's.
  ///
  /// - Parameters:
  ///   - from: the first second; nil for the start.
  ///   - to: the last one; nil for the end.
  init(_ shape: RecordingShape, from: Double?, to: Double?, columns: Int) {
    let state = shape.current
    let rate = Double(RecordingShape.sampleRate)
    let covered = Double(state.sampleCount) / rate
    let seconds = state.isComplete ? covered : max(covered, state.duration ?? covered)
    let from = max(0, min(from ?? 0, seconds))
    let to = max(from, min(to ?? seconds, seconds))
    let columns = max(1, min(columns, Self.mostColumns))
    let pair = shape.columns(
      Int(from * rate)..<max(Int(from * rate), Int(to * rate)), columns: columns)
    (self.from, self.to, self.seconds, self.columns) = (from, to, seconds, columns)
    lowest = Base64.text(pair.lowest)
    highest = Base64.text(pair.highest)
    isComplete = state.isComplete
    self.covered = covered
    speech = Self.seconds(state.speech, from: from, to: to, atLeast: (to - from) / Double(columns))
    levels = nil
  }

  /// A prompt's, from its file.
  ///
  /// - Returns: nil where it cannot be drawn.
  init?(_ prompt: StudioRecording.PromptFile, columns: Int) {
    let columns = max(1, min(columns, Self.mostColumns))
    guard let file = try? InputFile(path: prompt.path),
      let shapes = try? SignalShapes(of: file, prompt.facts, columns: columns)
    else { return nil }
    let seconds = shapes.duration
    let extents = shapes.waveform.extents
    func byte(_ value: Double) -> UInt8 {
      UInt8(bitPattern: Int8(max(-128, min(127, value.rounded()))))
    }
    (from, to, self.seconds, self.columns) = (0, seconds, seconds, extents.count)
    lowest = Base64.text(extents.map { byte(Double($0.lowest) * 128) })
    highest = Base64.text(extents.map { byte(Double($0.highest) * 128) })
    isComplete = true
    covered = seconds
    speech = Self.seconds(shapes.curve.speech, from: 0, to: seconds, atLeast: 0)
    // The curve has steps of its own.
    let curve = shapes.curve.levels()
    levels = Base64.text(
      extents.indices.map { column in
        curve.isEmpty
          ? 128 : byte(curve[min(curve.count - 1, column * curve.count / extents.count)])
      })
  }

  /// Steps in seconds, those of a part, without what is too short to be seen.
  private static func seconds(
    _ speech: [Range<Int>], from: Double, to: Double, atLeast least: Double
  ) -> [[Double]] {
    var ranges: [[Double]] = []
    for range in speech {
      let start = Double(range.lowerBound) * LevelCurve.step
      let end = Double(range.upperBound) * LevelCurve.step
      guard end > from, start < to else { continue }
      if let last = ranges.last, start - last[1] < least {
        ranges[ranges.count - 1][1] = min(end, to)
      } else {
        ranges.append([max(start, from), min(end, to)])
      }
    }
    return ranges
  }
}
