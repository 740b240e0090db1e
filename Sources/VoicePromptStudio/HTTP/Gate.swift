internal import AudioFiles
internal import NIOHTTP1

/// Who may ask for anything: the page that this server has sent, in a browser of whoever started it.
///
/// Every other page that the browser shows, and every other user of the machine, can reach the port.
/// So a request must name this server, and know the token; and where a browser says which page asks,
/// it must be ours.
struct Gate: Sendable {
  /// What a request must begin with, after the slash.
  let token: String
  /// The port that the server listens on.
  let port: Int

  /// The host of a page, and of no name that somebody else's name server gives.
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// The page's address.
  var address: String { "http://127.0.0.1:\(port)/\(token)/" }

  /// 128 random bits in hexadecimal.
  static func makeToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
      .map { $0.hexadecimal(digits: 16) }.joined()
  }

  /// What a request asks for below the token.
  ///
  /// - Throws: the answer for whoever may not ask. Without the right token none of them tells more
  ///   than that there is nothing.
  func admit(_ head: HTTPRequestHead) throws(Problem) -> RequestTarget {
    // A name that leads here by rebinding is the attacker's, and so is the page that uses it.
    let named = head.headers["Host"]
    guard named.count == 1, hosts.contains(named[0].lowercased()) else { throw .misdirected }
    guard let target = RequestTarget(head.uri), target.parts.count >= 2,
      Self.isEqual(target.parts[0], token)
    else { throw .notFound }
    try requireOwnPage(head, target)
    try requireType(head)
    return target
  }

  /// Where the browser says which page asks, it is ours, or somebody has opened it.
  private func requireOwnPage(
    _ head: HTTPRequestHead, _ target: RequestTarget
  ) throws(Problem) {
    let origins = hosts.map { "http://\($0)" }
    guard head.headers["Origin"].allSatisfy({ origins.contains($0.lowercased()) }) else {
      throw .forbidden
    }
    for site in head.headers["Sec-Fetch-Site"] {
      switch site {
      case "same-origin", "none": break
      case "cross-site", "same-site":
        // So it is where the file that the browser is opened with leads here.
        guard head.method == .GET, target.parts.dropFirst() == [""],
          head.headers["Sec-Fetch-Mode"] == ["navigate"],
          head.headers["Sec-Fetch-Dest"] == ["document"]
        else { throw .forbidden }
      default: throw .forbidden
      }
    }
  }

  /// Types that a form of another page cannot send.
  private func requireType(_ head: HTTPRequestHead) throws(Problem) {
    let hasBody =
      head.headers.contains(name: "Transfer-Encoding")
      || head.headers["Content-Length"].contains { $0 != "0" }
    guard hasBody else { return }
    let types = head.headers["Content-Type"].map { $0.lowercased() }
    guard types == ["application/octet-stream"] || types == ["application/json"] else {
      throw .unsupportedType
    }
  }

  /// Takes as long for a token that is wrong at its start as for one that is wrong at its end.
  private static func isEqual(_ given: String, _ token: String) -> Bool {
    let (given, token) = (Array(given.utf8), Array(token.utf8))
    guard given.count == token.count else { return false }
    return zip(given, token).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
