/// How much of the signal a segment has at each rate, and where it lies in a workspace, in samples.
struct ResamplingLayout: Sendable {
  /// Outputs of a whole segment, or of a few more in whole groups: 0.64 s at 8000 Hz. Less, and the
  /// overlap costs more; more, and the cache does not hold it.
  private static let segmentSize = 5120

  /// The signal at one rate, in lanes.
  struct Level: Sendable {
    let rows: Int
    var start = 0
  }

  let design: ResamplingDesign
  /// Groups of outputs of the steep filter.
  let groups: Int
  /// From the input's rate to the steep filter's; empty where nothing is halved.
  private(set) var levels: [Level] = []
  /// Input samples that are needed.
  let inputCount: Int
  /// Of these, samples before the first output's place.
  let lead: Int
  /// What the steep filter hears.
  private(set) var low = 0
  private(set) var lanes = 0
  private(set) var sums = 0
  private(set) var outputs = 0
  /// Of the whole workspace.
  private(set) var size = 0

  /// A whole segment.
  init(_ design: ResamplingDesign) {
    self.init(design, groups: max(1, Self.segmentSize / design.filter.outputsPerGroup))
  }

  private init(_ design: ResamplingDesign, groups: Int) {
    let filter = design.filter
    var lead = filter.lead
    // What the last lane of the last group reads.
    let lowCount = groups * filter.inputsPerGroup - filter.inputsPerPeriod + filter.laneLength
    var inputCount = lowCount
    if !design.halvings.isEmpty {
      let lastRows = Self.wholeRows(lowCount / Lanes.scalarCount + 1)
      levels = [Level(rows: lastRows)]
      for halving in design.halvings.reversed() {
        lead = 2 * lead + halving.reach
        let rows = Self.wholeRows(halving.rowCount(outputs: levels[0].rows))
        levels.insert(Level(rows: rows), at: 0)
      }
      let stretch = lastRows << design.halvings.count
      inputCount = (Lanes.scalarCount - 1) * stretch + levels[0].rows
    }
    self.design = design
    self.groups = groups
    self.inputCount = inputCount
    self.lead = lead
    // A halving stage loads a row more on either side than it uses.
    _ = place(Lanes.scalarCount)
    for index in levels.indices {
      levels[index].start = place(levels[index].rows * Lanes.scalarCount)
    }
    if let last = levels.last { low = place(last.rows * Lanes.scalarCount) }
    lanes = place(PolyphaseFilter.laneCount * filter.laneLength)
    sums = place(filter.outputsPerGroup)
    outputs = place(groups * filter.outputsPerGroup)
  }

  /// Outputs of the whole segment.
  var outputCount: Int { groups * design.filter.outputsPerGroup }

  /// Input samples from one segment to the next.
  var step: Int { groups * design.filter.inputsPerGroup << design.halvings.count }

  /// What `count` outputs need, at most those of a segment: fewer groups need less of everything.
  func part(outputs count: Int) -> ResamplingLayout {
    let size = design.filter.outputsPerGroup
    let needed = (count + size - 1) / size
    return needed == groups ? self : ResamplingLayout(design, groups: needed)
  }

  /// As many rows as a transposition takes at a time.
  private static func wholeRows(_ count: Int) -> Int { (count + 7) & ~7 }

  /// Samples of a line of the cache, 64 bytes: no vector lies across two.
  private static let lineSize = 16

  /// Room for so many samples, in whole lines.
  private mutating func place(_ count: Int) -> Int {
    defer { size += (count + Self.lineSize - 1) & ~(Self.lineSize - 1) }
    return size
  }

  /// Memory for `count` samples, from the start of a line on; the caller's to free.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let size = MemoryLayout<Float>.stride
    return UnsafeMutableRawPointer.allocate(byteCount: count * size, alignment: lineSize * size)
      .bindMemory(to: Float.self, capacity: count)
  }
}
