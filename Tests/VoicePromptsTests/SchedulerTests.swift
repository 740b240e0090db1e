import Synchronization
import Testing

@testable import VoicePrompts

@Suite struct SchedulerTests {
  @Test(arguments: [1, 2, 8, Int.max])
  func outcomesComeInOrderWhateverFinishesFirst(_ jobs: Int) async {
    var outcomes: [Int] = []
    await Scheduler.run(60, jobs: jobs) { index in
      // The first of each five takes longest.
      var sum = index
      for number in 0..<(index % 5 == 0 ? 200_000 : 10) { sum = sum &* 31 &+ number }
      return sum == .min ? -1 : index
    } report: {
      outcomes.append($0)
    }
    #expect(outcomes == Array(0..<60))
  }

  @Test(arguments: [0, 1, 8191, 20_001], [1, 3, Int.max])
  func veryManyAreAllDoneOnceAndInOrder(_ count: Int, _ jobs: Int) async {
    var outcomes: [Int] = []
    await Scheduler.run(count, jobs: jobs) {
      $0
    } report: {
      outcomes.append($0)
    }
    #expect(outcomes == Array(0..<count))
  }

  @Test func outcomesAreReportedInOrderWhateverIsBegunFirst() async {
    let begun = Mutex<[Int]>([])
    var outcomes: [Int] = []
    await Scheduler.run(5, jobs: 2, order: [4, 2, 0, 1, 3]) { index -> Scheduler.Step<Int, Int> in
      begun.withLock { $0.append(index) }
      return .prepared(index, index)
    } write: { index, _ in
      index
    } report: {
      outcomes.append($0)
    }
    #expect(outcomes == [0, 1, 2, 3, 4])
    #expect(begun.withLock { Set($0.prefix(2)) }.isSubset(of: [4, 2, 0]))
    #expect(begun.withLock { $0.count } == 5)
  }

  @Test(arguments: [1, 4])
  func whatIsPreparedIsWrittenAndWhatIsFinishedIsNot(_ jobs: Int) async {
    var outcomes: [String] = []
    await Scheduler.run(40, jobs: jobs) { index -> Scheduler.Step<Int, String> in
      index % 3 == 0 ? .finished(index, "\(index) kept") : .prepared(index, index * 10)
    } write: { index, prepared in
      "\(index) written \(prepared)"
    } report: {
      outcomes.append($0)
    }
    #expect(
      outcomes == (0..<40).map { $0 % 3 == 0 ? "\($0) kept" : "\($0) written \($0 * 10)" })
  }

  @Test(arguments: [1, 3])
  func noMoreJobsRunAtATimeThanAreAllowed(_ jobs: Int) async {
    let running = Mutex((now: 0, most: 0))
    await Scheduler.run(50, jobs: jobs) { index in
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      var sum = index
      for number in 0..<20_000 { sum = sum &* 31 &+ number }
      running.withLock { $0.now -= 1 }
      return sum
    } report: { _ in
    }
    #expect((1...jobs).contains(running.withLock { $0.most }))
  }

  @Test func oneJobFinishesEachBeforeItTakesTheNext() async {
    let steps = Mutex<[String]>([])
    await Scheduler.run(3, jobs: 1) { index -> Scheduler.Step<Int, Int> in
      steps.withLock { $0.append("prepare \(index)") }
      return .prepared(index, index)
    } write: { index, _ in
      steps.withLock { $0.append("write \(index)") }
      return index
    } report: { index in
      steps.withLock { $0.append("report \(index)") }
    }
    #expect(
      steps.withLock { $0 }
        == (0..<3).flatMap { ["prepare \($0)", "write \($0)", "report \($0)"] })
  }

  @Test func nothingToDoReportsNothing() async {
    var count = 0
    await Scheduler.run(0, jobs: 4) {
      $0
    } report: { _ in
      count += 1
    }
    #expect(count == 0)
  }
}
