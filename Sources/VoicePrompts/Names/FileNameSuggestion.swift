/// Legal names for files whose own names are not.
extension FileName {
  /// A legal name as near to `name` as it gets: `等待音 1.wav` gives `dengdaiyin-1.wav`.
  ///
  /// - Parameters:
  ///   - name: a prompt's name, with its extension.
  ///   - taken: names in lower case that the suggestion must not equal, whatever the case; a
  ///     number is added until it does not.
  public static func suggestion(
    for name: String, avoiding taken: Set<String> = [],
    _ rule: NameRule = PlatformProfile.standard.nameRule
  ) -> String {
    var legal = transliterated(rule.stem(of: name), rule)
    if legal.isEmpty { legal = "prompt" }
    var number = 1
    while true {
      let suffix = (number == 1 ? "" : "-\(number)") + rule.nameExtension
      let room = rule.length.upperBound - suffix.count
      let candidate = legal.prefix(room) + suffix
      if !taken.contains(candidate.lowercased()) { return String(candidate) }
      number += 1
    }
  }

  /// `text` in legal characters; runs of others become one hyphen, none at the ends.
  private static func transliterated(_ text: String, _ rule: NameRule) -> String {
    var legal = ""
    var pendingHyphen = false
    var rest = text[...]
    while let character = rest.first {
      let replacement: String
      if let reading = PinyinWords.readings[String(rest.prefix(2))] {
        replacement = reading
        rest = rest.dropFirst(2)
      } else {
        replacement =
          rule.allows(character) ? String(character) : Transliteration.ascii(of: character)
        rest = rest.dropFirst()
      }
      guard !replacement.isEmpty else {
        pendingHyphen = true
        continue
      }
      if pendingHyphen, !legal.isEmpty, legal.last != "-", replacement != "-" { legal += "-" }
      pendingHyphen = false
      legal += replacement
    }
    return legal
  }
}
