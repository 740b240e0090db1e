public import AudioFiles

extension Text {
  /// Words that tests read in English only.
  public init(english: @autoclosure @escaping @Sendable () -> String) {
    self.init(english: english(), chinese: english())
  }
}
