/// What may be the name of a prompt in a program: a string that ends in `.wav`, in quotes or bare.
struct ProgramName {
  let text: String
  /// In bytes, with its quotes.
  let range: Range<Int>
  let isQuoted: Bool
  /// Whether only a part of the name stands there: with placeholders, with nothing but the
  /// extension, or after another string.
  let isComputed: Bool

  private static let ending = Array(PlatformProfile.standard.nameRule.nameExtension.utf8)

  /// In bytes; longer than any name with its folder.
  private static let longest = 256

  /// The first name from `start` on.
  init?(in code: [UInt8], from start: Int) {
    for index in start..<code.count where code[index] == Self.ending[0] {
      let end = index + Self.ending.count
      guard code.has(Self.ending, at: index),
        let (content, range) = Self.ranges(endingAt: end, in: code, max(start, end - Self.longest))
      else { continue }
      let before = code[max(start, range.lowerBound - Self.longest)..<range.lowerBound]
        .last { $0 != .space }
      self.range = range
      text = String(decoding: code[content], as: UTF8.self)
      isQuoted = range.upperBound > end
      let isJoined = isQuoted && "+.|".utf8.contains(before ?? .space)
      isComputed = isJoined || content.count == Self.ending.count || Template.isIn(text)
      return
    }
    return nil
  }

  /// Where a name is, without and with its quotes.
  private static func ranges(
    endingAt end: Int, in code: [UInt8], _ least: Int
  ) -> (Range<Int>, Range<Int>)? {
    // In a string within a string, the quote is escaped.
    let close = end < code.count && code[end] == UInt8(ascii: "\\") ? end + 1 : end
    if close < code.count, "\"'`".utf8.contains(code[close]),
      let open = code[least..<end].lastIndex(where: { $0 == code[close] || $0 == .lineFeed }),
      code[open] == code[close]
    {
      // A whole assignment in quotes: "PRE_TONE=code.wav".
      let assignment = code[open..<end].lastIndex(of: UInt8(ascii: "=")).map { $0 + 1 }
      return ((assignment ?? open + 1)..<end, (assignment ?? open)..<close + 1)
    }
    func isPart(_ byte: UInt8) -> Bool { byte.isWordPart || ".@/".utf8.contains(byte) }
    guard end == code.count || !isPart(code[end]) else { return nil }
    let before = code[least..<end].lastIndex { !isPart($0) && !"{}$%".utf8.contains($0) }
    // The default of a shell's variable: ${WAIT_VOICE:-hold.wav}
    let bare = code[(before.map { $0 + 1 } ?? least)..<end].drop { $0 == UInt8(ascii: "-") }
    return (bare.indices, bare.indices)
  }
}
