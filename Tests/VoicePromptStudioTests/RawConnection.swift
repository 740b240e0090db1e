import CLibrary
import Dispatch

/// A socket, and nothing between it and the test: what is sent is what is written here.
final class RawConnection: @unchecked Sendable {
  private let descriptor: Int32

  /// - Parameter address: an IPv4 address.
  /// - Throws: where nobody listens.
  init(port: Int, address: String = "127.0.0.1") throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, length)
      }
    }
    guard result == 0 else {
      let failure = Failure(number: errno)
      close(descriptor)
      throw failure
    }
    // Long enough for whatever a test waits for, so that none waits for ever.
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  struct Failure: Error {
    let number: Int32
  }

  /// Sends as much as the other side takes.
  func send(_ bytes: some Collection<UInt8>) async {
    let bytes = Array(bytes)
    await elsewhere {
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          write(self.descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
        }
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  func send(_ text: String) async { await send(Array(text.utf8)) }

  /// Everything up to the end of the connection, or up to a whole answer.
  func receive() async -> [UInt8] {
    await elsewhere {
      var bytes: [UInt8] = []
      var block = [UInt8](repeating: 0, count: 65_536)
      while Answer(bytes)?.isWhole != true {
        let count = read(self.descriptor, &block, block.count)
        guard count > 0 else { break }
        bytes += block[..<count]
      }
      return bytes
    }
  }

  /// Whether the other side ends the connection, without a byte.
  func isClosed() async -> Bool {
    await elsewhere {
      var byte: UInt8 = 0
      let count = read(self.descriptor, &byte, 1)
      return count == 0 || count == -1 && errno == ECONNRESET
    }
  }

  /// Off the threads of tasks, which the server needs.
  private func elsewhere<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
  }

  /// What a server says.
  struct Answer: Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]
    /// The head as it came.
    let head: String

    /// Nil while the head is not there.
    init?(_ bytes: [UInt8]) {
      let end = Array("\r\n\r\n".utf8)
      guard bytes.count >= 12,
        let index = bytes.indices.dropLast(3).first(where: {
          bytes[$0] == end[0] && Array(bytes[$0..<$0 + 4]) == end
        })
      else { return nil }
      head = String(decoding: bytes[..<index], as: UTF8.self)
      let lines = head.split(separator: "\r\n")
      status = Int(lines[0].dropFirst(9).prefix(3)) ?? 0
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let sides = line.split(separator: ":", maxSplits: 1)
        let value = sides.count > 1 ? String(sides[1].drop { $0 == " " }) : ""
        headers[sides[0].lowercased()] = value
      }
      self.headers = headers
      body = Array(bytes[(index + 4)...])
    }

    /// Whether as much has come as was announced.
    var isWhole: Bool {
      headers["content-length"].flatMap { Int($0) }.map { body.count >= $0 }
        ?? [100, 204].contains(status)
    }

    var text: String { String(decoding: body, as: UTF8.self) }
  }
}
