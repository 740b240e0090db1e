internal import AudioFiles

/// The way from a page to a file, as a URL that works wherever both are moved together.
struct Link {
  let target: String

  /// - Parameters:
  ///   - path: the file's.
  ///   - page: the page's path.
  init(to path: String, from page: String) {
    func names(_ folder: String?) -> [Substring] {
      FileSystem.realFolder(folder ?? ".").split(separator: "/")
    }
    var target = names(PathName(path).folder)
    var start = names(PathName(page).folder)
    while let name = target.first, name == start.first {
      target.removeFirst()
      start.removeFirst()
    }
    let way = start.map { _ in ".." } + target.map(String.init) + [PathName(path).name]
    // So that no name is taken for a scheme.
    self.target = "./" + way.map(Self.encoded).joined(separator: "/")
  }

  /// RFC 3986: everything but what is reserved for nothing, percent-encoded.
  private static func encoded(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + byte.hexadecimal(digits: 2, uppercase: true)
      }
    }.joined()
  }
}
