internal import NIOCore
internal import NIOHTTP1
internal import SystemPackage
internal import VoicePrompts

/// One client's connection: request after request, each answered before the next is looked at.
struct Connection {
  typealias Channel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  let gate: Gate
  let workers: Workers
  /// Ends the server.
  let end: @Sendable () -> Void
  /// Answers what was let in.
  let respond: @Sendable (Request) async throws -> Answer

  /// Bytes of a file that are sent at a time.
  private static let blockSize = 262_144
  /// Bytes of an unwanted body that are taken so that its sender sees why it is unwanted.
  private static let courtesy = 1 << 26

  /// Answers until the client goes, is told to, or takes too long.
  func serve(_ channel: Channel) async {
    do {
      try await channel.executeThenClose { inbound, outbound in
        try await serve(Incoming(inbound), outbound)
      }
    } catch {
      // The client is gone, or took too long.
    }
  }

  private func serve(
    _ incoming: Incoming, _ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  ) async throws {
    while let part = try await incoming.next() {
      guard case .head(let head) = part else { return }
      let waits = head.headers[canonicalForm: "Expect"].contains { $0 == "100-continue" }
      let body = RequestBody(head, incoming) {
        if waits {
          try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
        }
      }
      let answer = await answer(head, body)
      // Where nobody wants its body, the connection ends with the answer.
      let isEmpty = body.length ?? 0 == 0 && !head.headers.contains(name: "Transfer-Encoding")
      if isEmpty { while try await body.next() != nil {} }
      let isLast = !body.isComplete || !head.isKeepAlive || answer.endsServer
      if answer.endsServer {
        // Soon, whatever becomes of the answer.
        Task {
          try? await Task.sleep(for: .milliseconds(100))
          end()
        }
      }
      try await send(answer, to: outbound, isLast: isLast, withBody: head.method != .HEAD)
      if answer.endsServer { return }
      if isLast {
        return try await discard(body)
      }
    }
  }

  private func answer(_ head: HTTPRequestHead, _ body: RequestBody) async -> Answer {
    do {
      let target = try gate.admit(head)
      return try await respond(
        Request(head: head, path: Array(target.parts.dropFirst()), query: target.query, body: body))
    } catch let problem as Problem {
      return Answer(problem)
    } catch let error as PromptError {
      return Answer(Problem(error))
    } catch {
      return Answer(.failed)
    }
  }

  /// Closing with bytes unread would take the answer away from its receiver.
  private func discard(_ body: RequestBody) async throws {
    var count = 0
    while count < Self.courtesy, let buffer = try await body.next() {
      count += buffer.readableBytes
    }
  }

  private func send(
    _ answer: Answer, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>,
    isLast: Bool, withBody: Bool
  ) async throws {
    try await outbound.write(.head(answer.head(endsConnection: isLast)))
    if withBody {
      switch answer.body {
      case .none: break
      case .bytes(let bytes):
        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
      case .file(let path, let range): try await send(range, of: path, to: outbound)
      }
    }
    try await outbound.write(.end(nil))
  }

  private func send(
    _ range: Range<Int>, of path: String,
    to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  ) async throws {
    let file = try await workers.reading {
      try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    }
    defer { try? file.close() }
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockSize) {
      let count = min(Self.blockSize, range.upperBound - start)
      let buffer = try await workers.reading {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
          try file.read(
            fromAbsoluteOffset: Int64(start),
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]))
        }
        return buffer
      }
      // A file that has become shorter cannot be sent as it was announced.
      guard buffer.readableBytes == count else { throw ChannelError.inputClosed }
      try await outbound.write(.body(.byteBuffer(buffer)))
    }
  }
}
