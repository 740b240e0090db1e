import Foundation
import Synchronization
import Testing

@testable import VoicePromptStudio

@Suite struct WorkersTests {
  /// What has happened, in its order.
  private final class Log: Sendable {
    private let state = Mutex((events: [String](), atWork: 0, most: 0))

    func note(_ event: String) { state.withLock { $0.events.append(event) } }

    func begin() {
      state.withLock {
        $0.atWork += 1
        $0.most = max($0.most, $0.atWork)
      }
    }

    func end() { state.withLock { $0.atWork -= 1 } }

    var events: [String] { state.withLock { $0.events } }
    var most: Int { state.withLock { $0.most } }
  }

  @Test func whatIsUrgentComesFirst() async {
    let workers = Workers(processorCount: 1)
    let log = Log()
    let isBlocked = Flag()
    let mayEnd = Flag()
    // Something long keeps the only thread.
    async let long: Void = workers.run(.later) {
      isBlocked.set()
      while !mayEnd.isSet { Thread.sleep(forTimeInterval: 0.001) }
      log.note("long")
    }
    while !isBlocked.isSet { await Task.yield() }
    async let later: Void = workers.run(.later) { log.note("later") }
    async let soon: Void = workers.run(.soon) { log.note("soon") }
    async let now: Void = workers.run(.now) { log.note("now") }
    while workers.waitingCount < 2 || log.events.isEmpty { await Task.yield() }
    mayEnd.set()
    _ = await (long, later, soon, now)
    await workers.end()
    #expect(log.events == ["now", "long", "soon", "later"])
  }

  @Test func noMoreIsAtWorkThanThereAreProcessors() async {
    let workers = Workers(processorCount: 2)
    let log = Log()
    await withTaskGroup { group in
      for _ in 0..<20 {
        group.addTask {
          await workers.run(.later) {
            log.begin()
            Thread.sleep(forTimeInterval: 0.01)
            log.end()
          }
        }
      }
    }
    await workers.end()
    #expect(log.most == 2)
  }
}
