import Testing

@testable import VoicePrompts

@Suite struct WorkOrderTests {
  @Test func whatTakesLongIsBegunFirstAndTheRestKeepsItsPlace() {
    let costs = [1.0, 2, 500, 1, 900, 3, 2]
    #expect(WorkOrder.longestFirst(costs, jobs: 2) == [4, 2, 0, 1, 3, 5, 6])
  }

  @Test func recordingsOfOneLengthKeepTheirOrder() {
    let costs = [Double](repeating: 7, count: 100)
    #expect(WorkOrder.longestFirst(costs, jobs: 2) == Array(0..<100))
    #expect(WorkOrder.longestFirst([], jobs: 2) == [])
    #expect(WorkOrder.longestFirst([0, 0], jobs: .max) == [0, 1])
  }

  @Test(arguments: [1, 2, 8])
  func everyRecordingIsBegunOnce(_ jobs: Int) {
    let costs = (0..<200).map { Double($0 &* 7919 % 211) * Double($0 % 13) }
    let order = WorkOrder.longestFirst(costs, jobs: jobs)
    #expect(order.sorted() == Array(0..<200))
  }

  @Test func aByteOfCompressedAudioCostsMore() {
    #expect(WorkOrder.cost(of: "a.wav", size: 2_000_000) == 2)
    #expect(WorkOrder.cost(of: "a/b.MP3", size: 2_000_000) == 90)
    #expect(WorkOrder.cost(of: "a", size: 0) == 0)
  }
}
