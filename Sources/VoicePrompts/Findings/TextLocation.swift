/// A place in a text file.
public struct TextLocation: Hashable, Sendable, Comparable {
  /// Counted from 1.
  public let line: Int
  /// In Unicode scalars, counted from 1.
  public let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (lhs: TextLocation, rhs: TextLocation) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}

extension TextLocation: CustomStringConvertible {
  /// `3:14`, as compilers print it after a path.
  public var description: String { "\(line):\(column)" }
}
