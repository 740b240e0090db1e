internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization
internal import SystemPackage

/// Listens on this machine for the page, and answers it.
struct StudioServer {
  /// Connections at a time: a browser has six to a server.
  static let maximumConnections = 64

  /// One thread moves all bytes of all connections; the work is done by others.
  private let group: MultiThreadedEventLoopGroup
  private let listener: NIOAsyncChannel<Connection.Channel, Never>
  /// The port that it listens on.
  let port: Int

  /// - Parameters:
  ///   - port: 0 for one that is free.
  ///   - patience: seconds that a client is waited for: for a whole head, and for each piece of a
  ///     body, either way.
  /// - Throws: where the port cannot be had.
  init(port: Int, patience: Double) async throws(StudioError) {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    self.group = group
    do {
      listener = try await Self.listen(port, .milliseconds(Int64(patience * 1000)), group)
    } catch {
      try? await group.shutdownGracefully()
      throw .noPort(port, (error as? IOError).map { Errno(rawValue: $0.errnoCode) })
    }
    self.port = listener.channel.localAddress?.port ?? port
  }

  private static func listen(
    _ port: Int, _ patience: TimeAmount, _ group: MultiThreadedEventLoopGroup
  ) async throws -> NIOAsyncChannel<Connection.Channel, Never> {
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: Int32(Self.maximumConnections))
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = ConnectionGuard(patience: patience)
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandlers([
            connection.incoming,
            ByteToMessageHandler(
              HTTPRequestDecoder(
                leftOverBytesStrategy: .dropBytes,
                limitConfiguration: ConnectionGuard.parserLimits)),
            HTTPResponseEncoder(),
            connection.messages,
          ])
          return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Takes no more connections, and ends those that are there.
  @Sendable func end() { listener.channel.close(promise: nil) }

  /// Serves every connection, until the server is ended.
  func run(_ serve: @escaping @Sendable (Connection.Channel) async -> Void) async {
    let count = Counter()
    // What fails here is the listening, which is how it ends.
    try? await withThrowingDiscardingTaskGroup { group in
      try await listener.executeThenClose { connections in
        for try await connection in connections {
          let isSurplus = !count.take()
          connection.channel.closeFuture.whenComplete { _ in count.giveBack() }
          group.addTask {
            if isSurplus {
              try? await connection.executeThenClose { _, _ in }
            } else {
              await serve(connection)
            }
          }
        }
      }
      group.cancelAll()
    }
    try? await group.shutdownGracefully()
  }

  /// How many connections there are.
  private final class Counter: Sendable {
    private let count = Atomic(0)

    /// - Returns: whether there is room for one more.
    func take() -> Bool {
      count.wrappingAdd(1, ordering: .relaxed).newValue <= StudioServer.maximumConnections
    }

    func giveBack() { count.wrappingSubtract(1, ordering: .relaxed) }
  }
}
