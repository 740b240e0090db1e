internal import AudioFiles
internal import NIOHTTP1
internal import VoicePromptReports
internal import VoicePrompts

/// Why a request is not done: an answer of its own, with words for the page.
struct Problem: Error, Sendable {
  let status: HTTPResponseStatus
  /// A stable name, in kebab-case.
  let id: String
  /// What was found and what was required.
  let message: Text
  /// What to do; nil where there is nothing to say.
  var remedy: Text?

  init(_ status: HTTPResponseStatus, _ id: String, _ message: Text, remedy: Text? = nil) {
    self.status = status
    self.id = id
    self.message = message
    self.remedy = remedy
  }

  /// What the library says about a recording.
  init(_ error: PromptError, _ status: HTTPResponseStatus = .unprocessableEntity) {
    self.init(status, error.code.id, error.message, remedy: error.remedy?.words(in: .page))
  }

  // MARK: The request

  /// Whoever asks for another server, or does not know the token, is told nothing.
  static let misdirected = Problem(
    .misdirectedRequest, "misdirected",
    Text(english: "this is another server", chinese: "这是另一台服务器"))

  static let notFound = Problem(
    .notFound, "not-found", Text(english: "there is nothing here", chinese: "此处没有内容"))

  static let forbidden = Problem(
    .forbidden, "forbidden",
    Text(english: "only the studio's own page may ask for this", chinese: "只有工作室自己的页面可以请求此内容"))

  static let unsupportedType = Problem(
    .unsupportedMediaType, "unsupported-type",
    Text(
      english: "a body is sent as application/octet-stream or application/json",
      chinese: "内容须以 application/octet-stream 或 application/json 发送"))

  static func methodNotAllowed(_ method: HTTPMethod) -> Problem {
    let name = method.rawValue
    return Problem(
      .methodNotAllowed, "method-not-allowed",
      Text(english: "\(name) is not possible here", chinese: "此处不能用 \(name)"))
  }

  static func invalid(_ message: Text) -> Problem { Problem(.badRequest, "invalid", message) }

  static let malformed = Problem(
    .badRequest, "malformed",
    Text(english: "the request cannot be understood", chinese: "无法理解该请求"))

  static let headTooLarge = Problem(
    .requestHeaderFieldsTooLarge, "head-too-large",
    Text(english: "the request's head is too large", chinese: "请求头太大"))

  static let bodyTooLarge = Problem(
    .payloadTooLarge, "body-too-large",
    Text(english: "the request's body is too large", chinese: "请求内容太大"))

  /// What only the system can be the cause of.
  static let failed = Problem(
    .internalServerError, "failed",
    Text(english: "the studio could not do this", chinese: "工作室未能完成此操作"),
    remedy: Text(english: "try it again", chinese: "再试一次"))
}

/// A text in both languages.
struct Words: Encodable {
  let en: String
  let zh: String

  init(_ text: Text) {
    en = text.english
    zh = text.chinese
  }
}

extension Problem: Encodable {
  private enum CodingKeys: CodingKey {
    case id, message, remedy
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(Words(message), forKey: .message)
    try container.encodeIfPresent(remedy.map(Words.init), forKey: .remedy)
  }
}
