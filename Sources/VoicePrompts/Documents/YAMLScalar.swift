internal import AudioFiles

/// Texts as YAML has them.
enum YAMLScalar {
  /// What some readers of YAML take for no text.
  private static let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  /// In double quotes, unless it is plainly plain.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || "._-/".utf8.contains(byte)
    }
    if isPlain, let first = text.first, first.isLetter, !words.contains(text.lowercased()) {
      return text
    }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where mustBeEscaped(scalar):
        "\\u" + scalar.value.hexadecimal(digits: 4)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// A number as the readers of sets take it, which gives the very same one.
  static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Controls, and what YAML takes for line ends or for no text.
  static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
      || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
  }
}
