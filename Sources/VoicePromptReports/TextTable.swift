internal import AudioFiles

/// Rows of text in columns that line up.
struct TextTable {
  private let heading: [Text]
  /// Cells with a zero byte between them: one string a row, because there may be very many.
  private var rows: [String] = []
  /// Of each column.
  private var widths: [Int] = []

  init(heading: [Text] = []) {
    self.heading = heading
  }

  mutating func add(_ row: [String]) {
    rows.append(row.joined(separator: "\0"))
    widths = Self.widths(widths, row)
  }

  private static func widths(_ widths: [Int], _ row: [String]) -> [Int] {
    (0..<max(widths.count, row.count)).map { column in
      max(
        column < widths.count ? widths[column] : 0,
        column < row.count ? row[column].columns : 0)
    }
  }

  /// A row of a list of facts, indented: what it is about, and what there is to say.
  mutating func add(fact name: Text, _ text: Text) {
    add(["  \(name)", "\(text)"])
  }

  /// A line a row, without spaces at its end; made when it is asked for.
  var lines: LazyMapSequence<[String], String> {
    let heading = heading.map(\.description)
    let widths = Self.widths(widths, heading)
    let first = heading.isEmpty ? [] : [heading.joined(separator: "\0")]
    return (first + rows).lazy.map { row in
      var line = ""
      for (cell, width) in zip(row.split(separator: "\0", omittingEmptySubsequences: false), widths)
      {
        line += cell + String(repeating: " ", count: width - String(cell).columns + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
