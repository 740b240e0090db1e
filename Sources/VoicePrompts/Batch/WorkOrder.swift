internal import AudioFiles

/// In which order a batch takes its recordings, so that no job has a long one left when the others
/// have nothing to do any more.
enum WorkOrder {
  /// A recording that takes more than this share of what one job has to do is begun early. All
  /// others keep their places, because their results are told in order, and soon.
  private static let longShare = 1.0 / 16

  /// All indices: the costliest first, as long as one of them matters; then the rest in order.
  ///
  /// - Parameters:
  ///   - costs: in any unit.
  ///   - jobs: at a time, at least 1.
  static func longestFirst(_ costs: [Double], jobs: Int) -> [Int] {
    let limit = costs.reduce(0, +) / Double(jobs) * longShare
    let long = costs.indices.filter { costs[$0] > limit }.sorted { costs[$0] > costs[$1] }
    return long + costs.indices.filter { costs[$0] <= limit }
  }

  /// What converting a recording costs, about, in the time that a megabyte of 16-bit PCM takes.
  ///
  /// - Parameter size: of the file, in bytes.
  static func cost(of path: String, size: Int) -> Double {
    let byExtension = PathName(path).nameExtension.flatMap { costPerByte[$0] }
    return Double(size) / 1e6 * (byExtension ?? 1)
  }

  /// A compressed byte holds more audio, and has to be decoded: measured on four minutes of 44.1 kHz
  /// stereo in each format.
  private static let costPerByte: [String: Double] = [
    "flac": 8, "mp3": 45, "mp2": 45, "ogg": 100, "oga": 100, "opus": 300, "gsm": 50,
  ]
}
