import TelephonyAudio
import Testing

@Suite struct MemoryStoreTests {
  @Test func whatIsAppendedIsRead() throws {
    let store = MemoryStore([1])
    try store.append([2, 3])
    try store.append([])
    #expect(store.count == 3)
    #expect(store.read(0..<3) == [1, 2, 3])
    #expect(store.read(1..<2) == [2])
    #expect(store.read(3..<3) == [])
  }

  @Test func whatIsWrittenTakesThePlaceOfWhatWasThere() {
    let store = MemoryStore([1, 2, 3, 4])
    store.write([9, 8], at: 1)
    #expect(store.samples == [1, 9, 8, 4])
    store.write([7, 6, 5], at: 3)
    #expect(store.samples == [1, 9, 8, 7, 6, 5])
    store.write([], at: 0)
    #expect(store.count == 6)
  }

  @Test func theRestCanBeDropped() {
    let store = MemoryStore([1, 2, 3])
    store.truncate(to: 3)
    #expect(store.count == 3)
    store.truncate(to: 1)
    #expect(store.samples == [1])
    store.truncate(to: 0)
    #expect(store.samples == [])
  }
}
