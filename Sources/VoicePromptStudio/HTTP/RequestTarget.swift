/// What a request asks for: the path's parts, and the query, decoded.
struct RequestTarget: Equatable, Sendable {
  /// Between slashes; never empty, the last one is "" where the path ends in a slash.
  let parts: [String]
  /// The first value of each name.
  let query: [String: String]

  /// Bytes that a target may have: a file's name in percent escapes takes at most 765.
  static let maximumSize = 4096

  /// - Returns: nil for what no page of ours asks for: no path from the root, an escape that is none,
  ///   what is not UTF-8.
  init?(_ target: String) {
    let bytes = Array(target.utf8)
    guard bytes.count <= Self.maximumSize, bytes.first == UInt8(ascii: "/") else { return nil }
    let halves = bytes.dropFirst().split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    var parts: [String] = []
    for part in halves[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let text = Self.decode(part) else { return nil }
      parts.append(text)
    }
    var query: [String: String] = [:]
    for pair in halves.dropFirst().joined().split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(sides[0]), let value = Self.decode(sides.dropFirst().joined())
      else { return nil }
      if query[name] == nil { query[name] = value }
    }
    self.parts = parts
    self.query = query
  }

  /// RFC 3986, section 2.1. A plus is a plus.
  private static func decode(_ bytes: some Collection<UInt8>) -> String? {
    var decoded: [UInt8] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      decoded.append(high << 4 | low)
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
