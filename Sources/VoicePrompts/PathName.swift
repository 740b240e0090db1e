/// The parts of a path, by its text alone.
struct PathName {
  /// The whole path.
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// The last component: `hold.flac` of `music/hold.flac`.
  var name: String {
    String(trimmed.split(separator: "/").last ?? "")
  }

  /// What stands before the last component; nil where there is nothing.
  var folder: String? {
    guard let slash = trimmed.lastIndex(of: "/") else { return nil }
    let folder = trimmed[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The part of the name after its last dot, in lower case; nil without one, and for names whose
  /// only dot comes first.
  var nameExtension: String? {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    return name[dot...].dropFirst().lowercased()
  }

  /// `component` below this folder.
  func appending(_ component: String) -> String {
    if path.isEmpty || path == "." { return component }
    return path.hasSuffix("/") ? path + component : path + "/" + component
  }

  private var trimmed: Substring {
    var text = path[...]
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
