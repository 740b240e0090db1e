internal import AudioFiles
internal import TelephonyAudio
internal import VoicePrompts

/// Pictures of a prompt's sound, as SVG. Every position is a whole number, so that the same samples
/// give the same bytes.
enum ShapePictures {
  /// Columns of a waveform, and values of a level curve: one for two units of width.
  static let columns = 400

  private static let width = 800

  // MARK: Waveform

  /// The waveform with active speech shaded, and the ceiling.
  static func waveform(_ shapes: SignalShapes, label: String) -> HTML {
    let height = 120
    let (middle, reach) = (Double(height) / 2, Double(height) / 2 - 4)
    func y(_ sample: Float) -> Int {
      Int((middle - Double(max(-1, min(1, sample))) * reach).rounded())
    }
    let extents = shapes.waveform.extents
    var path = ""
    for (index, extent) in extents.enumerated() {
      // A stretch of equal samples is still a point.
      let (top, bottom) = (y(extent.highest), max(y(extent.highest) + 1, y(extent.lowest)))
      path += "M\(x(index, of: extents.count) + 1) \(top)V\(bottom)"
    }
    let steps = shapes.curve.steps
    var shade = ""
    var drawnTo = 0
    for range in shapes.curve.speech {
      let start = max(drawnTo, x(range.lowerBound, of: steps))
      let end = x(range.upperBound, of: steps)
      guard end > start else { continue }
      shade += "M\(start) 0H\(end)V\(height)H\(start)z"
      drawnTo = end
    }
    let limit = Leveler.ceiling
    return """
      <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)">\
      <path class="speech" d="\(shade)"/>\
      <path class="ceiling" d="M0 \(y(limit))H\(width)M0 \(y(-limit))H\(width)"/>\
      <path class="wave" d="\(path)"/></svg>
      """
  }

  /// The left edge of a column.
  private static func x(_ index: Int, of count: Int) -> Int {
    count == 0 ? 0 : index * width / count
  }

  // MARK: Level

  /// Levels that the curve shows, in dBov.
  private static let levels = -70.0 ... -5.0

  /// The level of every 20 ms with the target.
  static func level(_ shapes: SignalShapes, target: Double, label: String) -> HTML {
    let height = 100
    func y(_ level: Double) -> Int { position(level, levels, height) }
    let values = shapes.curve.levels(atMost: columns)
    let line = polyline(values.enumerated().map { (x($0, of: values.count) + 1, y($1)) })
    return """
      <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)">\
      <path class="grid" d="M0 \(y(-60))H\(width)M0 \(y(-40))H\(width)M0 \(y(-20))H\(width)"/>\
      <path class="target" d="M0 \(y(target))H\(width)"/>\
      <path class="line" d="\(line)"/>\
      <text x="4" y="\(y(-60) - 3)">-60</text><text x="4" y="\(y(-40) - 3)">-40</text></svg>
      """
  }

  private static func position(
    _ value: Double, _ range: ClosedRange<Double>, _ height: Int
  ) -> Int {
    let inside = min(max(value, range.lowerBound), range.upperBound)
    let share = (range.upperBound - inside) / (range.upperBound - range.lowerBound)
    return Int((share * Double(height)).rounded())
  }

  private static func polyline(_ points: [(x: Int, y: Int)]) -> String {
    points.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.x) \($1.y)" }.joined()
  }

  // MARK: Spectrum

  /// Levels that a spectrum shows, in dBov a band of 31.25 Hz.
  private static let powers = -100.0 ... -20.0

  /// The band that telephones are planned for, in Hz: ITU-T G.712.
  private static let telephoneBand = (lowest: 300.0, highest: 3400.0)

  /// The long-term spectrum, the telephone band marked.
  static func spectrum(_ shapes: SignalShapes, label: String) -> HTML {
    let height = 100
    let spectrum = shapes.spectrum
    let highest = Double(spectrum.sampleRate) / 2
    func x(_ frequency: Double) -> Int { Int((frequency / highest * Double(width)).rounded()) }
    let line = polyline(
      spectrum.levels.enumerated().map {
        (x(spectrum.frequency(of: $0)), position($1, powers, height))
      })
    let (low, high) = (x(telephoneBand.lowest), x(telephoneBand.highest))
    return """
      <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)">\
      <path class="band" d="M\(low) 0H\(high)V\(height)H\(low)z"/>\
      <path class="line" d="\(line)"/>\
      <text x="\(low + 4)" y="14">300 Hz</text>\
      <text x="\(high - 4)" y="14" text-anchor="end">3400 Hz</text></svg>
      """
  }

  // MARK: All prompts

  /// Levels of all prompts that a picture shows, in dBov.
  private static let speechLevels = -44.0 ... -6.0

  /// The levels of prompts from the softest to the loudest, and the band in which they should lie.
  static func sorted(_ levels: [Double], _ advice: PromptAdvice, label: String) -> HTML {
    let height = 160
    func y(_ level: Double) -> Int { position(level, speechLevels, height) }
    let usual = advice.speechLevels
    var inside = ""
    var outside = ""
    for (index, level) in levels.enumerated() {
      let (x, y) = (60 + (2 * index + 1) * (width - 70) / (2 * levels.count), y(level))
      if usual.contains(level) {
        inside += "M\(x - 3) \(y)a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
      } else {
        // Another form, for those who do not see the colour.
        outside += "M\(x) \(y - 6)l6 6l-6 6l-6-6z"
      }
    }
    let (top, bottom) = (y(usual.upperBound), y(usual.lowerBound))
    let target = y(SoundOptions.usualLevel)
    return """
      <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)">\
      <path class="band" d="M50 \(top)H\(width)V\(bottom)H50z"/>\
      <path class="target" d="M50 \(target)H\(width)"/>\
      <path class="inside" d="\(inside)"/><path class="outside" d="\(outside)"/>\
      <text x="44" y="\(top + 5)" text-anchor="end">\(usual.upperBound.fixed(0))</text>\
      <text x="44" y="\(target + 5)" text-anchor="end">\(SoundOptions.usualLevel.fixed(0))</text>\
      <text x="44" y="\(bottom + 5)" text-anchor="end">\(usual.lowerBound.fixed(0))</text></svg>
      """
  }
}
