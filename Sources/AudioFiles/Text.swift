/// Words for a person, made when they are shown.
///
/// ```swift
/// let text = Text(english: "there is no file \(name)")
/// print(text)   // there is no file hold.wav
/// ```
///
/// Values carry a text, or the data to make one; what a program does never depends on its words.
/// A second language will be a second argument here, so that what lacks it does not compile.
public struct Text: Sendable {
  private let makeEnglish: @Sendable () -> String

  /// - Parameter english: is evaluated each time that the text is shown; may hold other texts by
  ///   their ``english``.
  public init(english: @autoclosure @escaping @Sendable () -> String) {
    makeEnglish = english
  }

  /// The words in English.
  public var english: String { makeEnglish() }
}

extension Text: CustomStringConvertible {
  /// The words in the reader's language.
  public var description: String { english }
}

extension Text: Hashable {
  /// Whether both say the same.
  public static func == (lhs: Text, rhs: Text) -> Bool { lhs.english == rhs.english }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) { hasher.combine(english) }
}
