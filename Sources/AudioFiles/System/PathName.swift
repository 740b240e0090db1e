/// The parts of a path, by its text alone.
package struct PathName {
  /// The whole path.
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// The last component: `hold.flac` of `music/hold.flac`.
  package var name: String {
    Self.text(trimmed.split(separator: Self.slash).last ?? [])
  }

  /// What stands before the last component; nil where there is nothing.
  package var folder: String? {
    guard let slash = trimmed.lastIndex(of: Self.slash) else { return nil }
    return slash == trimmed.startIndex ? "/" : Self.text(trimmed[..<slash])
  }

  /// The part of the name after its last dot, in lower case; nil without one, and for names whose
  /// only dot comes first.
  package var nameExtension: String? {
    let name = Array(name.utf8)
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
    return Self.text(name[(dot + 1)...]).lowercased()
  }

  /// `component` below this folder.
  package func appending(_ component: String) -> String {
    if path.isEmpty || path == "." { return component }
    if component.isEmpty { return path }
    return path.utf8.last == Self.slash ? path + component : path + "/" + component
  }

  /// By bytes, because a mark that follows a slash makes another character of it.
  private static let slash = UInt8(ascii: "/")

  private var trimmed: ArraySlice<UInt8> {
    var bytes = Array(path.utf8)[...]
    while bytes.count > 1, bytes.last == Self.slash { bytes.removeLast() }
    return bytes
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
