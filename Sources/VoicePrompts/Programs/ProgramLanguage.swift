internal import AudioFiles

/// How a language marks its comments and strings: a row of a table.
///
/// Strings matter only because nothing in one begins a comment. One that is left open ends with its
/// line, unless strings of that kind go on: an apostrophe in a text spoils no more than that.
struct ProgramLanguage: Sendable {
  private let marks: [Mark]

  /// What marks comments, and strings. `_` is for what begins at a word's beginning only, `^` at
  /// a line's; what ends elsewhere than with its line has its end after `…`.
  private static let table: [(extensions: String, comments: String, strings: String)] = [
    (
      "js mjs cjs jsx ts mts cts tsx java kt kts scala groovy gradle c h cc cpp hpp m mm cs go rs "
        + "swift dart json jsonc json5 proto css scss less", "/*…*/ //", #"" ' """…""" `…`"#
    ),
    ("py pyi", "#", #"" ' """…""" '''…'''"#),
    ("php phtml", "/*…*/ <!--…--> // #", #"" '"#),
    ("sql", "/*…*/ -- ^#", #"" '"#),
    ("lua", "--[[…]] --", #"" '"#),
    ("hs elm adb ads", "{-…-} --", #"""#),
    (
      "sh bash zsh fish yml yaml env toml mk cmake tf rb pl pm r ps1", "_=begin…=end <#…#> _#",
      other
    ),
    ("ini cfg conf", "_# _;", other),
    ("properties", "^# ^!", ""),
    ("xml xsd xsl xslt wsdl svg plist resx config csproj", "<!--…-->", ""),
    ("html htm vue svelte jsp cshtml", "<!--…--> _/*…*/ _//", other),
    ("bat cmd", "^rem ^@rem ^::", #"""#),
    ("vb vbs bas", "' ^rem", #"""#),
    ("lisp clj cljs el scm rkt asm", ";", #"""#),
    ("erl hrl tex", "%", #"""#),
    ("", "_/*…*/ <!--…--> _# _// ^; ^rem", other),
  ]
  /// Strings where what is no string may have apostrophes.
  private static let other = #"_" _'"#

  private static let byExtension = Dictionary(
    table.flatMap { row in
      let language = ProgramLanguage(row.comments, row.strings)
      return row.extensions.split(separator: " ", omittingEmptySubsequences: false)
        .map { (String($0), language) }
    }
  ) { first, _ in first }

  /// The language of the file at `path`, by its name; what most have in common for any other.
  static func of(_ path: String) -> ProgramLanguage {
    let name = PathName(path).name
    let known = name.hasPrefix(".env") ? "env" : PathName(name).nameExtension ?? ""
    return byExtension[known] ?? byExtension[""] ?? ProgramLanguage("", "")
  }

  private init(_ comments: String, _ strings: String) {
    let all =
      comments.split(separator: " ").map { Mark($0, isComment: true) }
      + strings.split(separator: " ").map { Mark($0, isComment: false) }
    marks = all.sorted { $0.open.count > $1.open.count }
  }

  /// What begins a comment or a string, and how that ends.
  private struct Mark {
    let open: [UInt8]
    /// Nil where it ends with the line.
    let close: [UInt8]?
    let isComment: Bool
    let place: Character?

    init(_ row: Substring, isComment: Bool) {
      place = row.count > 1 && "_^".contains(row.prefix(1)) ? row.first : nil
      let ends = row.dropFirst(place == nil ? 0 : 1).split(separator: "…").map { Array($0.utf8) }
      open = ends[0]
      close = ends.count > 1 ? ends[1] : nil
      self.isComment = isComment
    }

    /// Whether one begins at `index`.
    func begins(at index: Int, in code: [UInt8], isFirstOfLine: Bool) -> Bool {
      guard code.has(open, at: index) else { return false }
      let before = index == 0 ? .lineFeed : code[index - 1]
      let end = index + open.count
      switch place {
      // REMOTE is no remark.
      case "^":
        return isFirstOfLine && !(open[0].isWordPart && end < code.count && code[end].isWordPart)
      case "_": return isComment ? before.isSpace : !before.isWordPart
      default: return true
      }
    }

    func end(in code: [UInt8], from start: Int) -> Int {
      var index = start + open.count
      while index < code.count {
        if code[index] == .lineFeed, close == nil { return index }
        if let close = close ?? (isComment ? nil : open), code.has(close, at: index) {
          return index + close.count
        }
        index += !isComment && code.isEscape(index) ? 2 : 1
      }
      return code.count
    }
  }

  private static let ignoring = Array("voiceprompt: ignore ".utf8)

  /// Writes spaces over all comments.
  ///
  /// - Returns: what comments say after `voiceprompt: ignore`, by line.
  func blankComments(in code: inout [UInt8]) -> [Int: String] {
    // Those that may begin with each byte.
    let marks = (0...UInt8.max).map { byte in self.marks.filter { $0.open[0] == byte.lowercased } }
    let isMark = marks.map { !$0.isEmpty }
    var ignored: [Int: String] = [:]
    var (index, line, isFirstOfLine) = (0, 1, true)
    while index < code.count {
      let byte = code[index]
      let mark =
        isMark[Int(byte)]
        ? marks[Int(byte)].first { $0.begins(at: index, in: code, isFirstOfLine: isFirstOfLine) }
        : nil
      let end = mark?.end(in: code, from: index) ?? index + (code.isEscape(index) ? 2 : 1)
      isFirstOfLine = byte == .lineFeed || isFirstOfLine && byte.isSpace
      while index < end {
        if code[index] == .lineFeed { line += 1 }
        if mark?.isComment == true {
          if code.has(Self.ignoring, at: index), ignored.count < 10_000 {
            let rules = code[index..<end].dropFirst(Self.ignoring.count).prefix(256)
            ignored[line, default: ""] +=
              String(decoding: rules.prefix { $0 != .lineFeed }, as: UTF8.self) + " "
          }
          // What goes on with a character stays, so that columns can be counted.
          if !code[index].isSpace { code[index] = .space }
        }
        index += 1
      }
    }
    return ignored
  }
}
