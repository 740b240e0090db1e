/// Text with places that are filled in when a program runs.
enum Template {
  /// Whether there is such a place in `text`: `${WAIT}`, `{{wait}}`, `<wait>`, `%s`, `$wait`,
  /// `\(wait)`.
  static func isIn(_ text: String) -> Bool {
    func isIn(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Bool {
      let scalars = text.unicodeScalars
      guard let start = scalars.firstIndex(of: open) else { return false }
      return scalars[start...].contains(close)
    }
    if isIn("{", "}") || isIn("<", ">") { return true }
    return zip(text.utf8, text.utf8.dropFirst()).contains { mark, next in
      switch Unicode.Scalar(mark) {
      case "$", "%": (0x41...0x5A).contains(next & 0xDF) || "_{(".utf8.contains(next)
      case "\\": next == UInt8(ascii: "(")
      default: false
      }
    }
  }
}
