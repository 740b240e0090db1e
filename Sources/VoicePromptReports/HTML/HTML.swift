internal import AudioFiles

/// A piece of an HTML document: what stands in a literal is markup, and all that is put into one is
/// text.
///
/// ```swift
/// let name = "<b>.wav"
/// let row: HTML = "<td>\(name)</td>"   // <td>&lt;b&gt;.wav</td>
/// ```
struct HTML: ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral text: String) {
    self.text = text
  }

  init(stringInterpolation pieces: Pieces) {
    text = pieces.text
  }

  static func += (html: inout HTML, added: HTML) { html.text += added.text }

  struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// A text as a person is to see it, in an element or between quotes.
    mutating func appendInterpolation(_ words: String) { text += HTML.escaped(words) }

    /// Words in the reader's language.
    mutating func appendInterpolation(_ words: Text) { appendInterpolation("\(words)") }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// Markup.
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
  }

  /// A text without what HTML takes for markup, and without what would hide or turn what follows.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
