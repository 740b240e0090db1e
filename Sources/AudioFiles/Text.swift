/// Words for a person, made when they are shown.
///
/// ```swift
/// let text = Text(english: "there is no file \(name)", chinese: "没有文件 \(name)")
/// print(text)   // there is no file hold.wav
/// ```
///
/// Values carry a text, or the data to make one; what a program does never depends on its words.
public struct Text: Sendable {
  private let makeEnglish: @Sendable () -> String
  private let makeChinese: @Sendable () -> String

  /// - Parameters:
  ///   - english: is evaluated each time that the text is shown in English; other texts in it are
  ///     then English, too.
  ///   - chinese: the same in Chinese.
  public init(
    english: @autoclosure @escaping @Sendable () -> String,
    chinese: @autoclosure @escaping @Sendable () -> String
  ) {
    makeEnglish = english
    makeChinese = chinese
  }

  /// The words in a language, those of other texts in them, too.
  public func words(in language: Language) -> String {
    let make = language == .english ? makeEnglish : makeChinese
    guard language != Language.reader else { return make() }
    return Language.$reader.withValue(language, operation: make)
  }

  /// The words in English.
  public var english: String { words(in: .english) }

  /// The words in Chinese.
  public var chinese: String { words(in: .chinese) }
}

extension Text: CustomStringConvertible {
  /// The words in the reader's language.
  public var description: String { words(in: Language.reader) }
}

extension Text: Hashable {
  /// Whether both say the same.
  public static func == (lhs: Text, rhs: Text) -> Bool { lhs.english == rhs.english }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) { hasher.combine(english) }
}
