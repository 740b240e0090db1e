import Testing

@testable import TelephonyAudio

@Suite struct SampleQueueTests {
  private func samples(_ queue: SampleQueue) -> [Float] {
    var samples: [Float] = []
    queue.withSamples { waiting in samples = (0..<queue.count).map { waiting[$0] } }
    return samples
  }

  @Test func whatGoesInFirstComesOutFirst() {
    var queue = SampleQueue(silence: 2)
    queue.append(1)
    queue.append(3) { added in for index in 0..<3 { added[index] = Float(index + 2) } }
    #expect(samples(queue) == [0, 0, 1, 2, 3, 4])
    queue.removeFirst(3)
    #expect(samples(queue) == [2, 3, 4])
    queue.append(5)
    queue.removeFirst(0)
    #expect(samples(queue) == [2, 3, 4, 5])
    queue.removeFirst(4)
    #expect(queue.count == 0)
    queue.append(6)
    #expect(samples(queue) == [6])
  }

  @Test func anEmptyQueueTakesNothing() {
    var queue = SampleQueue(silence: 0)
    queue.append(0) { _ in }
    queue.removeFirst(0)
    #expect(queue.count == 0)
  }
}
