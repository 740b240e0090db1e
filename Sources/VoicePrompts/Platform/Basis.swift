public import AudioFiles

/// Who says what a platform takes: how much a rule weighs, and where to read more.
public struct Basis: Hashable, Sendable {
  /// What kind of source it is.
  public let kind: Kind
  /// The document, page or file; an address without its scheme where it has one.
  public let source: String
  /// When it was written, or where it does not say, read: `2026-11-21`.
  public let date: String
  /// What it says, as reasons have it; nil for where it stands.
  private let words: Text?

  /// A kind of source, from the surest on.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The vendor's own page or API reference.
    case official
    /// The source of the program that reads the files.
    case code
    /// The source of a client that refuses what the platform would not take.
    case client
    /// Somebody else's page.
    case third

    /// How much the source counts, in a word.
    public var words: Text {
      let chinese =
        switch self {
        case .official: "官方"
        case .code: "源代码"
        case .client: "客户端"
        case .third: "第三方"
        }
      return Text(english: rawValue, chinese: chinese)
    }
  }

  /// - Parameters:
  ///   - date: the day on which the pages of our profiles were read, where they have none.
  ///   - words: what it says.
  init(_ kind: Kind, _ source: String, _ date: String = "2026-11-21", words: Text? = nil) {
    self.kind = kind
    self.source = source
    self.date = date
    self.words = words
  }

  /// The same source, saying this.
  func saying(_ words: Text) -> Basis { Basis(kind, source, date, words: words) }

  /// Whether the platform itself is known to hold to it: then what breaks the rule is an error, and
  /// else a warning.
  public var isBinding: Bool { kind == .official || kind == .code }

  /// What it says or where it stands, as rules give their reasons.
  public var reason: Text { words ?? place }

  /// Where it stands: the source, its date and kind.
  public var place: Text {
    Text(
      english: "\(source), \(date) (\(kind.words.english))",
      chinese: "\(source)，\(date)（\(kind.words.chinese)）")
  }
}

/// A value of a platform, and who says so.
public struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What is said.
  public let value: Value
  /// Who says so.
  public let basis: Basis

  init(_ value: Value, _ basis: Basis) {
    self.value = value
    self.basis = basis
  }
}
