/// Legal names for files whose own names are not.
extension FileName {
  /// A legal name as near to `name` as it gets: `等待音 1.wav` gives `dengdaiyin-1.wav`.
  ///
  /// - Parameters:
  ///   - name: a prompt's name, with its extension.
  ///   - taken: names in lower case that the suggestion must not equal, whatever the case; a
  ///     number is added until it does not.
  ///   - rule: what a name may be.
  public static func suggestion(
    for name: String, avoiding taken: Set<String> = [],
    _ rule: NameRule = PlatformProfile.standard.nameRule
  ) -> String {
    var legal = transliterated(rule.stem(of: name), rule)
    if legal.isEmpty { legal = "prompt" }
    if let start = rule.start?.value, let first = legal.first, !start.has(first) {
      legal = "prompt" + separator(rule) + legal
    }
    var number = 1
    while true {
      let suffix = number == 1 ? "" : "\(separator(rule))\(number)"
      let room =
        rule.length.upperBound - suffix.count - (rule.isOfStem ? 0 : rule.nameExtension.count)
      let candidate = legal.prefix(room) + suffix + rule.nameExtension
      if !taken.contains(candidate.lowercased()) { return String(candidate) }
      number += 1
    }
  }

  /// What stands between words: a hyphen where names may have one.
  private static func separator(_ rule: NameRule) -> String {
    ["-", "_"].first { rule.allows(Character($0)) } ?? ""
  }

  /// `text` in legal characters; runs of others become one separator, none at the ends.
  private static func transliterated(_ text: String, _ rule: NameRule) -> String {
    let separator = separator(rule)
    var legal = ""
    var isSeparated = false
    var rest = text[...]
    while let character = rest.first {
      var replacement = String(character)
      if !rule.allows(character), let reading = PinyinWords.readings[String(rest.prefix(2))] {
        replacement = reading
        rest = rest.dropFirst()
      } else if !rule.allows(character) {
        replacement = Transliteration.ascii(of: character)
      }
      rest = rest.dropFirst()
      guard !replacement.isEmpty else {
        isSeparated = true
        continue
      }
      if isSeparated, !legal.isEmpty, !legal.hasSuffix(separator), replacement != separator {
        legal += separator
      }
      isSeparated = false
      legal += replacement
    }
    return legal
  }
}
