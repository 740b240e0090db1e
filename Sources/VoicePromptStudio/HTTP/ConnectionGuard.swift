internal import NIOCore
internal import NIOHTTP1

/// What one connection may take of the server: heads of some size, and time in which nothing comes.
///
/// Two handlers share it, one before the parser and one behind it.
final class ConnectionGuard {
  /// Bytes of a request's first line and its fields.
  static let maximumHead = 16_384

  /// Before the parser.
  let incoming: Incoming
  /// Behind the parser.
  let messages: Messages

  init(patience: TimeAmount) {
    messages = Messages(patience)
    incoming = Incoming(messages)
  }

  /// What the parser takes at most.
  static var parserLimits: NIOHTTPDecoderLimitConfiguration {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = maximumHead
    limits.maxHeaderListSize = maximumHead
    limits.maxHeaderFieldCount = 100
    return limits
  }

  /// Counts the bytes of a head while it comes: the parser does not count the first line.
  final class Incoming: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let messages: Messages

    init(_ messages: Messages) { self.messages = messages }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let count = unwrapInboundIn(data).readableBytes
      if messages.awaitsHead { messages.headBytes += count }
      messages.isActive = true
      context.fireChannelRead(data)
      if messages.awaitsHead, messages.headBytes > ConnectionGuard.maximumHead {
        context.fireErrorCaught(HTTPParserError.headerOverflow)
      }
    }
  }

  /// Watches requests and answers, and answers what is no request.
  final class Messages: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Whether the next bytes are those of a head.
    fileprivate var awaitsHead = true
    fileprivate var headBytes = 0
    /// Whether anything has come or gone since the clock was looked at.
    fileprivate var isActive = false
    /// Whether the next step is ours: nobody is waited for.
    private var isAtWork = false
    private var isRefused = false
    private let patience: TimeAmount
    private var check: Scheduled<Void>?

    init(_ patience: TimeAmount) { self.patience = patience }

    func handlerAdded(context: ChannelHandlerContext) { wait(context) }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    private func wait(_ context: ChannelHandlerContext) {
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      check?.cancel()
      check = context.eventLoop.scheduleTask(in: patience) {
        let (handler, context) = bound.value
        // A head that comes in drops counts as none.
        if handler.isAtWork || handler.isActive && !handler.awaitsHead {
          handler.isActive = false
          handler.wait(context)
        } else {
          context.close(promise: nil)
        }
      }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard !isRefused else { return }
      switch unwrapInboundIn(data) {
      case .head(let head):
        awaitsHead = false
        headBytes = 0
        if head.uri.utf8.count > ConnectionGuard.maximumHead {
          return errorCaught(context: context, error: HTTPParserError.headerOverflow)
        }
      case .body: break
      case .end: isAtWork = true
      }
      context.fireChannelRead(data)
    }

    func write(
      context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
      isActive = true
      let part = unwrapOutboundIn(data)
      switch part {
      case .head(let head) where head.status.code >= 200: isAtWork = false
      case .end:
        awaitsHead = true
        headBytes = 0
        wait(context)
      default: break
      }
      context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      guard !isRefused else { return }
      isRefused = true
      // In the middle of an answer there is no place for another one.
      guard awaitsHead || !isAtWork, error is HTTPParserError else {
        return context.close(promise: nil)
      }
      let isOverflow = error as? HTTPParserError == .headerOverflow
      let answer = Answer(isOverflow ? .headTooLarge : .malformed)
      context.write(wrapOutboundOut(.head(answer.head(endsConnection: true))), promise: nil)
      if case .bytes(let bytes) = answer.body {
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
      }
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
        bound.value.close(promise: nil)
      }
    }
  }
}

extension Answer {
  /// The head of the answer.
  func head(endsConnection: Bool) -> HTTPResponseHead {
    var headers = headers
    // RFC 9110, section 8.6.
    if status != .noContent { headers.add(name: "Content-Length", value: "\(size)") }
    if endsConnection { headers.add(name: "Connection", value: "close") }
    return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }
}
