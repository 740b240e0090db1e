import TelephonyAudio
import TestSupport
import Testing

@testable import AudioFiles

@Suite struct SampleSpoolTests {
  /// Room for so many samples.
  private func budget(samples: Int) -> SampleSpool.Budget { .init(bytes: 4 * samples) }

  @Test func samplesStayInMemoryUpToTheBudgetAndMoveToAFileBeyondIt() throws {
    let spool = SampleSpool(budget(samples: 10))
    try spool.append([Float](repeating: 1, count: 10))
    #expect(!spool.isSpooled)
    try spool.write([2, 3], at: 8)
    #expect(!spool.isSpooled)
    try spool.append([4])
    #expect(spool.isSpooled)
    #expect(spool.count == 11)
    #expect(try spool.read(6..<11) == [1, 1, 2, 3, 4])
  }

  @Test func severalSpoolsShareOneBudget() throws {
    let budget = budget(samples: 10)
    let first = SampleSpool(budget)
    let second = SampleSpool(budget)
    try first.append([Float](repeating: 1, count: 7))
    try second.append([Float](repeating: 2, count: 3))
    #expect(!first.isSpooled && !second.isSpooled)
    try second.append([2])
    #expect(!first.isSpooled && second.isSpooled)
    // What moved to a file has given its memory back.
    try first.append([1, 1, 1])
    #expect(!first.isSpooled)
    #expect(try second.read(0..<4) == [2, 2, 2, 2])
  }

  @Test func aSpoolThatGoesGivesItsMemoryBack() throws {
    let budget = budget(samples: 10)
    do {
      let spool = SampleSpool(budget)
      try spool.append([Float](repeating: 1, count: 10))
      #expect(!spool.isSpooled)
    }
    let next = SampleSpool(budget)
    try next.append([Float](repeating: 1, count: 10))
    #expect(!next.isSpooled)
  }

  @Test func whatIsDroppedGivesItsMemoryBack() throws {
    let budget = budget(samples: 10)
    let spool = SampleSpool(budget)
    try spool.append([Float](repeating: 1, count: 10))
    spool.truncate(to: 4)
    let other = SampleSpool(budget)
    try other.append([Float](repeating: 2, count: 6))
    #expect(!other.isSpooled)
    try other.append([2])
    #expect(other.isSpooled)
    #expect(try spool.read(0..<4) == [1, 1, 1, 1])
  }

  /// Room for none, for some and for all of the samples.
  @Test(arguments: [0, 900, 1_000_000], [1, 7, 256, 5000] as [Int])
  func whateverTheCutsItHoldsWhatAMemoryStoreHolds(_ room: Int, _ cut: Int) throws {
    let spool = SampleSpool(budget(samples: room))
    let memory = MemoryStore()
    let signal = Signal.noise(frames: 1500)
    for start in stride(from: 0, to: signal.count, by: cut) {
      let block = Array(signal[start..<min(start + cut, signal.count)])
      try spool.append(block)
      try memory.append(block)
    }
    #expect(spool.count == memory.count)
    #expect(try spool.read(0..<1500) == memory.samples)
    for (start, count) in [(0, 3), (700, 200), (1499, 1), (1490, 30), (10, 0), (1520, 0)] {
      let block = [Float](repeating: Float(start), count: count)
      try spool.write(block, at: start)
      memory.write(block, at: start)
      #expect(spool.count == memory.count)
      #expect(try spool.read(0..<spool.count) == memory.samples)
    }
    for count in [1520, 1100, 5, 5, 0] {
      spool.truncate(to: count)
      memory.truncate(to: count)
      #expect(try spool.read(0..<count) == memory.samples)
      try spool.append([9, 8])
      memory.write([9, 8], at: count)
      #expect(try spool.read(0..<spool.count) == memory.samples)
    }
    #expect(spool.isSpooled == (room < 1520))
  }
}
