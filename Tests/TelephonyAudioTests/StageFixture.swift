import TelephonyAudio

/// Small stages of every kind that a chain has to carry.
enum StageFixture {
  /// What one stage makes of a whole signal, without a chain.
  static func result(of stage: some SignalStage, on signal: [Float]) -> [Float] {
    if stage.needsWholeSignal {
      repeat { stage.measure(signal) } while !stage.finishMeasuring()
    }
    var signal = signal
    stage.process(&signal)
    stage.finish(into: &signal)
    return signal
  }

  /// Changes each sample by the one before it.
  final class Difference: SignalStage {
    private var last: Float = 0

    func process(_ block: inout [Float]) {
      for index in block.indices {
        let sample = block[index]
        block[index] = sample - 0.5 * last
        last = sample
      }
    }
  }

  /// Attenuates each sample by the largest magnitude that follows within some samples.
  final class LookAhead: SignalStage {
    private let reach: Int
    private var waiting: [Float] = []

    init(reach: Int) { self.reach = reach }

    func process(_ block: inout [Float]) {
      waiting += block
      block.removeAll()
      release(max(0, waiting.count - reach), into: &block)
    }

    func finish(into block: inout [Float]) { release(waiting.count, into: &block) }

    private func release(_ count: Int, into block: inout [Float]) {
      for index in 0..<count {
        let ahead = waiting[index..<min(index + reach + 1, waiting.count)]
        block.append(waiting[index] / (1 + SignalLevel.peak(of: Array(ahead))))
      }
      waiting.removeFirst(count)
    }
  }

  /// Scales the signal to a given peak, having heard it `passCount` times.
  final class PeakScale: SignalStage {
    let needsWholeSignal = true
    private(set) var heardCount = 0
    private(set) var passes = 0
    private let target: Float
    private let passCount: Int
    private var peak: Float = 0

    init(to target: Float, passCount: Int = 1) {
      self.target = target
      self.passCount = passCount
    }

    func measure(_ block: [Float]) {
      heardCount += block.count
      peak = max(peak, SignalLevel.peak(of: block))
    }

    func finishMeasuring() -> Bool {
      passes += 1
      return passes == passCount
    }

    func process(_ block: inout [Float]) {
      guard peak > 0 else { return }
      for index in block.indices { block[index] *= target / peak }
    }
  }

  /// Drops the zeros at both ends.
  final class Trim: SignalStage {
    let needsWholeSignal = true
    let canShorten = true
    private var kept: Range<Int>?
    private var position = 0

    func measure(_ block: [Float]) {
      for sample in block {
        if sample != 0 { kept = (kept?.lowerBound ?? position)..<position + 1 }
        position += 1
      }
    }

    func finishMeasuring() -> Bool {
      position = 0
      return true
    }

    func process(_ block: inout [Float]) {
      let places = position..<position + block.count
      position = places.upperBound
      block = places.filter { kept?.contains($0) == true }.map { block[$0 - places.lowerBound] }
    }
  }
}
