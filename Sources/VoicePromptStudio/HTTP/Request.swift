internal import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1

/// A request that may be answered; its body is read by whoever wants it.
struct Request {
  let head: HTTPRequestHead
  /// Below the token.
  let path: [String]
  let query: [String: String]
  let body: RequestBody

  /// Bytes that a body of JSON may have: an edit has some hundreds.
  private static let maximumJSON = 65_536

  /// The body as a value.
  ///
  /// - Throws: where it is none.
  func json<Value: Decodable>(_ type: Value.Type) async throws -> Value {
    guard head.headers.first(name: "Content-Type")?.lowercased() == "application/json" else {
      throw Problem.unsupportedType
    }
    if let length = body.length, length > Self.maximumJSON { throw Problem.bodyTooLarge }
    var bytes: [UInt8] = []
    while let buffer = try await body.next() {
      guard bytes.count + buffer.readableBytes <= Self.maximumJSON else {
        throw Problem.bodyTooLarge
      }
      bytes += buffer.readableBytesView
    }
    return try Self.decode(type, bytes)
  }

  /// A value of somebody else's bytes.
  static func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8]
  ) throws(Problem) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .malformed
    }
  }
}

/// What comes in on a connection, read by the one task that serves it.
final class Incoming {
  // Its `next` may run anywhere, and nobody else calls it meanwhile.
  nonisolated(unsafe) private var parts:
    NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator

  init(_ stream: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
    parts = stream.makeAsyncIterator()
  }

  /// - Returns: nil where the client has ended it.
  func next() async throws -> HTTPServerRequestPart? { try await parts.next() }
}

/// What comes after a request's head, piece by piece.
final class RequestBody {
  /// Bytes, where the head says so.
  let length: Int?
  /// Whether all of it has been read.
  private(set) var isComplete = false
  private let incoming: Incoming
  /// Tells the client to send it, where it waits for that.
  private var invite: (() async throws -> Void)?

  init(_ head: HTTPRequestHead, _ incoming: Incoming, invite: (() async throws -> Void)?) {
    length = head.headers.first(name: "Content-Length").flatMap { Int($0) }
    self.incoming = incoming
    self.invite = invite
  }

  /// The next bytes; nil at the end.
  ///
  /// - Throws: where the client goes before it has sent all.
  func next() async throws -> ByteBuffer? {
    if let invite {
      self.invite = nil
      try await invite()
    }
    while !isComplete {
      guard let part = try await incoming.next() else { throw ChannelError.inputClosed }
      switch part {
      case .body(let buffer): return buffer
      case .end: isComplete = true
      case .head: throw ChannelError.inputClosed
      }
    }
    return nil
  }
}
