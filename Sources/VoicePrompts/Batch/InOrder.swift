/// Holds back what comes before its turn.
struct InOrder<Element> {
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

extension InOrder where Element: Sendable {
  /// Does `work` for each index below `count`, `jobs` at a time, and reports in order.
  nonisolated(nonsending) static func run(
    _ count: Int, jobs: Int, _ work: @escaping @Sendable (Int) -> Element,
    report: (Element) -> Void
  ) async {
    var order = InOrder()
    await withTaskGroup(of: (Int, Element).self) { group in
      var waiting = (0..<count).makeIterator()
      func start() {
        guard let index = waiting.next() else { return }
        group.addTask { (index, work(index)) }
      }
      for _ in 0..<max(1, jobs) { start() }
      while let (index, element) = await group.next() {
        start()
        for due in order.add(element, at: index) { report(due) }
      }
    }
  }
}
