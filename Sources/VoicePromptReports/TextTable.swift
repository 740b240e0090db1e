internal import AudioFiles

/// Rows of text in columns that line up.
struct TextTable {
  private let heading: [Text]
  private var rows: [[String]] = []

  init(heading: [Text] = []) {
    self.heading = heading
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// A row of a list of facts, indented: what it is about, and what there is to say.
  mutating func add(fact name: Text, _ text: Text) {
    rows.append(["  \(name)", "\(text)"])
  }

  /// A line a row, without spaces at its end.
  var lines: [String] {
    let rows = (heading.isEmpty ? [] : [heading.map(\.description)]) + rows
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.columns + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
