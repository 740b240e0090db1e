public import AudioFiles

/// What a prompt file may be called, and who says so.
public struct NameRule: Hashable, Sendable {
  /// The characters that a name may have; nil where nobody says.
  public var alphabet: Stated<Alphabet>?
  /// The characters that it may begin with; nil where nobody says.
  public var start: Stated<Alphabet>?
  /// How many characters; nil where nobody says.
  public var limit: Stated<ClosedRange<Int>>?
  /// With its dot, as conversion writes it.
  public var nameExtension = ".wav"
  /// Who says that the extension must be this one; nil where nobody does.
  public var extensionBasis: Basis?
  /// Whether the same extension in upper case means something else.
  public var hasExactExtension = false
  /// Who says that upper and lower case count; nil where nobody does.
  public var caseBasis: Basis?
  /// Who says that there is one list for prompts of all folders; nil where nobody does.
  public var flatBasis: Basis?

  /// Letters and digits, and what else.
  public struct Alphabet: Hashable, Sendable {
    var hasDigits = true
    /// Han characters.
    var hasHan = false
    /// Besides those.
    var punctuation = ""

    /// Whether `character` is one of them.
    func has(_ character: Character) -> Bool {
      if !character.isASCII { return hasHan && Self.isHan(character) }
      return character.isLetter || hasDigits && character.isNumber
        || punctuation.contains(character)
    }

    private static func isHan(_ character: Character) -> Bool {
      character.unicodeScalars.allSatisfy(\.properties.isUnifiedIdeograph)
    }

    /// `0-9 A-Z a-z - _ . @`
    public var words: Text {
      let others = ((hasDigits ? ["0-9"] : []) + ["A-Z", "a-z"] + punctuation.map { String($0) })
        .joined(separator: " ")
      return hasHan
        ? Text(english: "Han \(others)", chinese: "汉字 \(others)")
        : Text(english: others, chinese: others)
    }
  }

  /// The longest name that file systems hold, in bytes: NAME_MAX of Linux and macOS.
  private static let longestFileName = 255

  /// How many characters it may have.
  public var length: ClosedRange<Int> { limit?.value ?? 1...Self.longestFileName }

  /// `0-9 A-Z a-z - _ . @`
  public var characters: Text {
    alphabet?.value.words ?? Text(english: "characters other than /", chinese: "/ 以外的字符")
  }

  /// Whether prompts of different folders may have the same name.
  public var hasFolders: Bool { flatBasis == nil }

  /// Whether characters and length are those of the name without its extension, whose dot is no
  /// legal character.
  var isOfStem: Bool { alphabet.map { !$0.value.has(".") } ?? false }

  /// Whether `character` may stand in a name.
  func allows(_ character: Character) -> Bool {
    !Self.isReserved(character) && (alphabet?.value.has(character) ?? true)
  }

  /// Whether no file can have `character` in its name.
  static func isReserved(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0 == "/" || $0 == "\0" }
  }

  /// What of a name is judged; whatever its extension is, other rules are about that.
  func judged(_ name: String) -> String {
    guard isOfStem, let nameExtension = PathName(name).nameExtension else { return name }
    return String(name.dropLast(nameExtension.count + 1))
  }

  /// Whether a name has the extension, in whatever case unless that counts.
  package func hasExtension(_ name: String) -> Bool {
    hasExactExtension ? name.hasSuffix(nameExtension) : hasExtensionInAnyCase(name)
  }

  private func hasExtensionInAnyCase(_ name: String) -> Bool {
    name.lowercased().hasSuffix(nameExtension)
  }

  /// Whether a name has another extension, in whatever case.
  func isForeign(_ name: String) -> Bool { !hasExtensionInAnyCase(name) }

  /// The name with the extension, which is added where it is missing.
  package func withExtension(_ name: String) -> String {
    hasExtension(name) ? name : stem(of: name) + nameExtension
  }

  /// The name without the extension.
  package func stem(of name: String) -> String {
    hasExtensionInAnyCase(name) ? String(name.dropLast(nameExtension.count)) : name
  }
}

extension NameRule.Alphabet: CustomStringConvertible {
  /// ``words`` in the reader's language.
  public var description: String { words.description }
}
