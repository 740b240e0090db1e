internal import Dispatch

/// Works on many things at a time and reports them in order: for batches, validations and builds.
enum Scheduler {
  /// Does `work` for each index below `count`, `jobs` at a time.
  ///
  /// - Parameter report: gets each outcome as soon as it and all before it are there, in order.
  static func run<Outcome: Sendable>(
    _ count: Int, jobs: Int, _ work: @escaping @Sendable (Int) -> Outcome,
    report: (Outcome) -> Void
  ) async {
    // Several at a time, where there are so many that no job is left with more than the others: a
    // task costs as much as a look at a small file.
    let size = max(1, min(maximumShare, count / maximumShare / max(1, jobs)))
    await run(
      (count + size - 1) / size, jobs: jobs,
      prepare: { .finished($0, ($0 * size..<min(count, ($0 + 1) * size)).map(work)) },
      write: { (_, nothing: Never) -> [Outcome] in }, report: { $0.forEach(report) })
  }

  /// What is done for an index so far.
  enum Step<Prepared: Sendable, Outcome: Sendable>: Sendable {
    case prepared(Int, Prepared)
    case finished(Int, Outcome)
  }

  /// Does `prepare`, `jobs` at a time, and `write` with what came of it, on threads of its own.
  ///
  /// - Parameters:
  ///   - order: in which the indices are begun, each of them once; from the first to the last where
  ///     it is nil, and where there is one job, whose order nobody gains from.
  ///   - prepare: computes; what needs nothing from the disk afterwards is finished.
  ///   - write: waits for the disk.
  static func run<Prepared: Sendable, Outcome: Sendable>(
    _ count: Int, jobs: Int, order: [Int]? = nil,
    prepare: @escaping @Sendable (Int) -> Step<Prepared, Outcome>,
    write: @escaping @Sendable (Int, Prepared) -> Outcome, report: (Outcome) -> Void
  ) async {
    // One after the other needs no threads, which cost as much as a short prompt.
    guard min(count, jobs) > 1 else {
      for index in 0..<count {
        switch prepare(index) {
        case .prepared(_, let prepared): report(write(index, prepared))
        case .finished(_, let outcome): report(outcome)
        }
      }
      return
    }
    var outcomes = InOrder<Outcome>()
    await withTaskGroup(of: Step<Prepared, Outcome>.self) { group in
      var waiting = (order ?? Array(0..<count)).makeIterator()
      var preparing = 0
      var writing: Set<Int> = []
      func prepareNext() {
        // What waits for a slow disk is in memory; not too many of them at a time.
        while preparing < jobs, writing.count < maximumWrites, let index = waiting.next() {
          preparing += 1
          group.addTask { prepare(index) }
        }
      }
      prepareNext()
      while let step = await group.next() {
        switch step {
        case .prepared(let index, let prepared):
          preparing -= 1
          writing.insert(index)
          group.addTask {
            .finished(index, await onWriter(index) { write(index, prepared) })
          }
        case .finished(let index, let outcome):
          if writing.remove(index) == nil { preparing -= 1 }
          outcomes.add(outcome, at: index).forEach(report)
        }
        prepareNext()
      }
    }
  }

  private static let maximumWrites = 16
  private static let maximumShare = 64

  /// Runs work that waits for the disk on a thread of its own, so that it does not take one from
  /// those who compute. Disks take several syncs at once in little more time than one.
  private static func onWriter<Value: Sendable>(
    _ number: Int, _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      writers[number % writers.count].async { continuation.resume(returning: work()) }
    }
  }

  /// Serial queues, because each of them gets a thread whatever the others do.
  private static let writers = (0..<8).map { DispatchQueue(label: "voiceprompts.writer.\($0)") }
}

/// Holds back what comes before its turn.
private struct InOrder<Element> {
  private var early: [Int: Element] = [:]
  private var next = 0

  /// - Returns: those whose turn it is now.
  mutating func add(_ element: Element, at index: Int) -> [Element] {
    early[index] = element
    var due: [Element] = []
    while let element = early.removeValue(forKey: next) {
      due.append(element)
      next += 1
    }
    return due
  }
}
