/// Writes characters of other scripts with the letters a to z.
///
/// Made for file names: short, without diacritics, never ambiguous about what is a letter.
enum Transliteration {
  /// The ASCII letters and digits for `character`; empty where there are none for it.
  static func ascii(of character: Character) -> String {
    character.unicodeScalars.map(ascii(of:)).joined()
  }

  private static func ascii(of scalar: Unicode.Scalar) -> String {
    if scalar.isASCII, scalar.properties.isAlphabetic { return String(scalar) }
    if let syllable = PinyinTable.syllables[scalar] { return syllable }
    if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil
    {
      return String(Int(digit))
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    let isUpper = lower != scalar
    if let letters = letters[lower] ?? fromName(of: lower) {
      return isUpper ? letters.prefix(1).uppercased() + letters.dropFirst() : letters
    }
    return ""
  }

  /// The letters that the character's Unicode name spells: "LATIN SMALL LETTER E WITH ACUTE",
  /// "HIRAGANA LETTER KA", "HANGUL SYLLABLE GAN".
  private static func fromName(of scalar: Unicode.Scalar) -> String? {
    guard let words = scalar.properties.name?.split(separator: " ") else { return nil }
    let letters: Substring? =
      switch (words.first, words.count) {
      case ("LATIN", 4...) where words[2] == "LETTER": words[3]
      case ("FULLWIDTH", 5...) where words[3] == "LETTER": words[4]
      case ("HIRAGANA", 3...), ("KATAKANA", 3...): words.last
      case ("HANGUL", 3) where words[1] == "SYLLABLE": words[2]
      default: nil
      }
    guard let letters, letters.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    return letters.lowercased()
  }

  /// What the names do not spell as it is written: ISO 9 in its everyday form for Cyrillic, the
  /// usual spelling for Greek, and letters whose names are words.
  private static let letters: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = [
      "ß": "ss", "þ": "th", "ð": "d", "ə": "e", "ı": "i", "ŋ": "ng", "œ": "oe", "æ": "ae",
      "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
      "ё": "yo", "є": "ye", "ї": "yi", "ъ": "", "ь": "", "θ": "th", "φ": "f", "χ": "ch", "ψ": "ps",
    ]
    let cyrillic = zip("абвгдезийклмнопрстуфыэіґў", "abvgdeziyklmnoprstufyeigu")
    let greek = zip("αβγδεζηικλμνξοπρσςτυωάέήίόύώ", "abgdeziiklmnxoprsstyoaeiioyo")
    for (letter, latin) in Array(cyrillic) + Array(greek) {
      for scalar in letter.unicodeScalars { letters[scalar] = String(latin) }
    }
    return letters
  }()
}
