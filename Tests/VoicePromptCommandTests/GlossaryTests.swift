import Foundation
import TestSupport
import Testing

/// The words of all sources, read from the sources: what a text says in two languages stands side by
/// side there, whether or not any test makes the command say it.
@Suite struct GlossaryTests {
  @Test func thereAreTextsToLookAt() {
    #expect(Self.texts.count > 200)
    #expect(Self.texts.contains { $0.english.words.contains("check the spelling") })
    #expect(Self.terms.contains { $0.chinese == ["采样率"] && $0.others.contains("取样率") })
  }

  @Test func whatATextHasInItIsFound() throws {
    let source = #"""
      // Text(english: "a comment", chinese: "x")
      Text(
        english: "use --gain 3, \(count == 1 ? "1 file" : "\(count.grouped) files") "
          + "of \(self.names(in: path).listed)",
        chinese: "用 \(option)")
      """#
    let texts = Self.texts(in: source, "a.swift")
    #expect(texts.count == 1)
    let (english, chinese) = (try #require(texts.first).english, try #require(texts.first).chinese)
    #expect(english.words == "use --gain 3, 1 file…… files of …" && chinese.words == "用 …")
    #expect(english.values == ["count", "path"] && chinese.values == ["option"])
    #expect(english.numbers == ["3", "1"] && english.options == ["--gain"])
    #expect(english.terms == ["use", "gain", "file", "files", "of"])
  }

  @Test func englishTextsHaveNoHanAndChineseOnesHave() {
    for text in Self.texts {
      #expect(!text.english.words.contains(where: Self.isHan), "\(text)")
      let needsHan = !text.chinese.terms.filter(Self.isWord).isEmpty
      #expect(!needsHan || text.chinese.words.contains(where: Self.isHan), "\(text)")
    }
  }

  @Test func bothLanguagesSayTheSameNumbersOptionsAndNames() {
    for text in Self.texts {
      // Only English needs a sentence of its own for one.
      let numbers = text.english.numbers.symmetricDifference(text.chinese.numbers)
      #expect(numbers.subtracting(["1"]).isEmpty, "\(text)")
      #expect(text.english.options == text.chinese.options, "\(text)")
      if text.english.words.isEmpty || text.chinese.words.isEmpty { continue }
      // Only English has articles and plurals.
      let values = text.english.values.symmetricDifference(text.chinese.values)
        .subtracting(["article", "noun", "name", "chinese"])
      #expect(values.isEmpty, "\(values.sorted()): \(text)")
    }
  }

  @Test func chineseTextsHaveNoEnglishWordsOfTheirOwn() {
    for text in Self.texts {
      let own = text.chinese.terms.filter { !text.english.words.contains($0) }
      #expect(own.isEmpty, "\(own.sorted()): \(text)")
    }
  }

  @Test func chineseTextsKeepToTheirPunctuation() {
    for text in Self.texts {
      let words = text.chinese.words
      #expect(!words.hasSuffix("。") || text.english.words.hasSuffix("."), "\(text)")
      #expect(!words.contains("！") && !words.contains("您"), "\(text)")
      // Commas, colons and brackets of half width beside Han; a colon stands after a path, too.
      #expect(words.firstMatch(of: #/[一-鿿][,;:()]|[,;(][一-鿿]/#) == nil, "\(text)")
      #expect(words.firstMatch(of: #/[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]/#) == nil, "\(text)")
    }
  }

  @Test func chineseTextsUseTheTermsOfTheGlossary() {
    for text in Self.texts {
      for term in Self.terms {
        for other in term.others {
          #expect(!text.chinese.words.contains(other), "\(term.chinese): \(text)")
        }
      }
    }
  }

  @Test func theGlossaryHasEachTermOnce() {
    let english = Self.terms.flatMap(\.english)
    let chinese = Self.terms.flatMap(\.chinese)
    #expect(Set(english).count == english.count)
    #expect(Set(chinese).count == chinese.count)
    for other in Self.terms.flatMap(\.others) { #expect(!chinese.contains(other), "\(other)") }
  }

  // MARK: The glossary

  private struct Term {
    let english: [String]
    let chinese: [String]
    let others: [String]
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let terms: [Term] = {
    let page = root.appendingPathComponent("docs/glossary.md")
    let lines = (try? String(contentsOf: page, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| English") }.map { line in
      let cells = line.split(separator: "|").map { cell in
        cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
          .filter { !$0.isEmpty }
      }
      return Term(english: cells[0], chinese: cells[1], others: cells.count > 2 ? cells[2] : [])
    }
  }()

  /// Whether Chinese has a word of its own for it: no unit, no field, and no name, which capitals
  /// and digits tell.
  private static func isWord(_ term: String) -> Bool {
    !["s", "times"].contains(term) && term.allSatisfy(\.isLowercase)
  }

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  // MARK: The sources

  /// A text of the sources.
  private struct TwoTexts: CustomStringConvertible {
    let file: String
    let english: Words
    let chinese: Words

    var description: String { "\(file): \(english.words) | \(chinese.words)" }
  }

  private static let texts: [TwoTexts] = {
    let sources = root.appendingPathComponent("Sources")
    let names = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().flatMap { name in
      let file = sources.appendingPathComponent(name)
      return texts(in: (try? String(contentsOf: file, encoding: .utf8)) ?? "", name)
    }
  }()

  /// Every `Text(english: …, chinese: …)`, except for the examples of comments.
  private static func texts(in source: String, _ file: String) -> [TwoTexts] {
    let code = source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .joined(separator: "\n")
    return code.ranges(of: "Text(").compactMap { range in
      var reader = Reader(rest: code[range.upperBound...])
      let arguments = reader.arguments()
      guard let english = arguments["english"], let chinese = arguments["chinese"] else {
        return nil
      }
      return TwoTexts(file: file, english: english, chinese: chinese)
    }
  }

  /// What an expression has in its literals.
  private struct Words {
    /// The literals one after the other; `…` for each value between them.
    var words = ""
    /// What the values in them are made of: the first name of each.
    var values: Set<Substring> = []

    var numbers: Set<Substring> { Set(words.matches(of: #/[0-9]+/#).map(\.output)) }
    var options: Set<Substring> { Set(words.matches(of: #/--[a-z-]+/#).map(\.output)) }
    var terms: Set<String> {
      Set(words.matches(of: #/[A-Za-z][A-Za-z0-9_.\-]*[A-Za-z0-9]/#).map { String($0.output) })
    }

    /// - Parameter code: of an expression; names of functions, types and arguments are no values.
    mutating func add(values code: String) {
      let names = code.matches(of: #/(^|[^.$\w])([a-z]\w*)(?![\w(:])/#).map(\.2)
      values.formUnion(names.filter { !["self", "nil", "in", "let", "if", "else"].contains($0) })
    }

    mutating func add(_ other: Words) {
      words += other.words
      values.formUnion(other.values)
    }
  }

  /// Reads a call's arguments.
  private struct Reader {
    var rest: Substring

    /// Up to the closing parenthesis, which it takes.
    mutating func arguments() -> [String: Words] {
      var arguments: [String: Words] = [:]
      while let character = rest.first, character != ")" {
        rest = rest.drop { $0.isWhitespace || $0 == "," }
        let label = rest.prefix { $0.isLetter }
        guard !label.isEmpty, rest.dropFirst(label.count).first == ":" else { return [:] }
        rest = rest.dropFirst(label.count + 1)
        var (words, code) = expression(endsAtComma: true)
        words.add(values: code)
        arguments[String(label)] = words
        rest = rest.drop { $0.isWhitespace || $0 == "," }
      }
      return arguments
    }

    /// An expression up to where it ends: a closing bracket, or a comma.
    mutating func expression(endsAtComma: Bool) -> (words: Words, code: String) {
      var words = Words()
      var code = ""
      var depth = 0
      while let character = rest.first {
        if depth == 0, ")]}".contains(character) || endsAtComma && character == "," { break }
        if character == "\"" {
          rest.removeFirst()
          // What is joined by a plus is one text, and what else stands there is another.
          if !words.words.isEmpty, code.last(where: { !$0.isWhitespace }) != "+" {
            words.words += "…"
          }
          words.add(literal())
          code += "\"\""
          continue
        }
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        code.append(character)
        rest.removeFirst()
      }
      return (words, code)
    }

    /// A literal after its opening quote, which takes the closing one.
    private mutating func literal() -> Words {
      var words = Words()
      while let character = rest.first, character != "\"" {
        rest.removeFirst()
        guard character == "\\" else {
          words.words.append(character)
          continue
        }
        let escaped = rest.removeFirst()
        guard escaped == "(" else {
          if escaped != "n" { words.words.append(escaped) }
          continue
        }
        let (inner, code) = expression(endsAtComma: false)
        rest.removeFirst()
        words.add(values: code)
        if code.contains("\"\"") { words.add(inner) } else { words.words.append("…") }
      }
      rest = rest.dropFirst()
      return words
    }
  }
}
