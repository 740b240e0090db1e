internal import AudioFiles
internal import FoundationEssentials
internal import NIOHTTP1

/// What a request is answered with.
struct Answer: Sendable {
  /// What follows the head.
  enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// A part of a file.
    case file(path: String, Range<Int>)
  }

  var status: HTTPResponseStatus
  var headers: HTTPHeaders
  var body: Body
  /// Whether the server ends when it is sent.
  var endsServer = false

  /// On every answer, whatever it is.
  static let protectingHeaders: HTTPHeaders = [
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
      + "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
  ]

  private init(_ status: HTTPResponseStatus, type: String?, _ body: Body) {
    self.status = status
    headers = Self.protectingHeaders
    if let type { headers.add(name: "Content-Type", value: type) }
    self.body = body
  }

  /// Done, and nothing to say.
  static let done = Answer(.noContent, type: nil, .none)

  /// A value as JSON.
  static func json(_ value: some Encodable, _ status: HTTPResponseStatus = .ok) -> Answer {
    // No value of ours has a number that JSON has not.
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)).map { Array($0) } ?? Array("null".utf8)
    return Answer(status, type: "application/json; charset=utf-8", .bytes(data))
  }

  /// Bytes of some type.
  static func bytes(_ bytes: [UInt8], type: String) -> Answer {
    Answer(.ok, type: type, .bytes(bytes))
  }

  /// A file, or as much of it as was asked for.
  ///
  /// - Parameters:
  ///   - tag: tells its content from any other, without quotes.
  ///   - head: of the request.
  static func file(
    _ path: String, size: Int, type: String, tag: String, for head: HTTPRequestHead
  ) -> Answer {
    ranged(size, type, tag, head) { .file(path: path, $0) }
  }

  /// The same of bytes that are there.
  static func content(
    _ bytes: [UInt8], type: String, tag: String, for head: HTTPRequestHead
  ) -> Answer {
    ranged(bytes.count, type, tag, head) {
      .bytes($0.count == bytes.count ? bytes : Array(bytes[$0]))
    }
  }

  private static func ranged(
    _ size: Int, _ type: String, _ tag: String, _ head: HTTPRequestHead,
    body: (Range<Int>) -> Body
  ) -> Answer {
    let tag = "\"\(tag)\""
    let isOther = head.headers.first(name: "If-Range").map { $0 != tag } ?? false
    let range = ByteRange(isOther ? nil : head.headers.first(name: "Range"), size: size)
    var answer: Answer
    switch range {
    case .whole: answer = Answer(.ok, type: type, body(0..<size))
    case .part(let range):
      answer = Answer(.partialContent, type: type, body(range))
      answer.headers.add(
        name: "Content-Range",
        value: "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
    case .outside:
      answer = Answer(.rangeNotSatisfiable, type: nil, .none)
      answer.headers.add(name: "Content-Range", value: "bytes */\(size)")
    }
    answer.headers.add(name: "Accept-Ranges", value: "bytes")
    answer.headers.add(name: "ETag", value: tag)
    return answer
  }

  /// What makes a browser save an answer under a name: RFC 6266, and RFC 8187 where the name has
  /// anything that could mean something else.
  static func attachment(_ name: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: "-_.".utf8.contains(byte)
      }
    }
    if name.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "@") }) {
      return "attachment; filename=\"\(name)\""
    }
    let escaped = name.utf8.map { byte in
      isPlain(byte)
        ? String(decoding: [byte], as: UTF8.self)
        : "%" + byte.hexadecimal(digits: 2, uppercase: true)
    }
    return "attachment; filename*=UTF-8''\(escaped.joined())"
  }

  /// Why a request is not done.
  init(_ problem: Problem) {
    self = .json(problem, problem.status)
  }

  /// Bytes of the body.
  var size: Int {
    switch body {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .file(_, let range): range.count
    }
  }
}
