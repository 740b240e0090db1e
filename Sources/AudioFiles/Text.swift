/// A language that people read what the tool says in.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// That of whoever reads what this task shows. What machines read is English whatever it is.
  @TaskLocal public static var reader = Language.english
}

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
  ///   - english: is evaluated each time that the text is shown in English; may hold other texts by
  ///     their ``english``.
  ///   - chinese: the same in Chinese.
  public init(
    english: @autoclosure @escaping @Sendable () -> String,
    chinese: @autoclosure @escaping @Sendable () -> String
  ) {
    makeEnglish = english
    makeChinese = chinese
  }

  /// Words that have no Chinese yet.
  public init(english: @autoclosure @escaping @Sendable () -> String) {
    makeEnglish = english
    makeChinese = english
  }

  /// The words in a language.
  public func words(in language: Language) -> String {
    language == .english ? makeEnglish() : makeChinese()
  }

  /// The words in English.
  public var english: String { makeEnglish() }

  /// The words in Chinese.
  public var chinese: String { makeChinese() }
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
