internal import CTelephonyKernels

/// What is told of all samples of a file together, in 16-bit scale: whole numbers, the same however
/// the samples are cut.
package struct SampleTotals: Hashable, Sendable {
  /// Of the samples.
  package private(set) var sum = 0
  /// Of their squares; 64 bits have no room for those of some files without a size limit.
  package private(set) var energy: UInt128 = 0
  /// The largest magnitude.
  package private(set) var peak = 0
  /// How many samples have one of the two outermost values of their encoding.
  package private(set) var outermostCount = 0

  /// Of each code, where they have one byte.
  package let samples: [Int16]
  private let encoding: SampleEncoding
  /// Of 16 bits, one less is positive than negative.
  private let range: ClosedRange<Int>

  package init(_ encoding: SampleEncoding) {
    self.encoding = encoding
    samples = encoding.bytesPerSample == 1 ? encoding.decode((0...255).map { UInt8($0) }) : []
    range = -encoding.largestMagnitude...min(encoding.largestMagnitude, Int(Int16.max))
  }

  /// Adds a sample, or as many of the same value.
  package mutating func add(_ sample: Int16, count: Int = 1) {
    let sample = Int(sample)
    sum += sample * count
    energy += UInt128(sample * sample * count)
    peak = max(peak, abs(sample))
    if sample == range.lowerBound || sample == range.upperBound { outermostCount += count }
  }

  /// Adds the samples of codes that have one byte.
  package mutating func add(_ codes: ArraySlice<UInt8>) { add(codes, .best) }

  mutating func add(_ codes: ArraySlice<UInt8>, _ kernels: Kernels) {
    codes.withUnsafeBufferPointer { codes in
      let vectorized = kernels.usesAVX2 && encoding == .aLaw ? codes.count & ~31 : 0
      addVectors(of: UnsafeBufferPointer(rebasing: codes[..<vectorized]))
      addPlain(UnsafeBufferPointer(rebasing: codes[vectorized...]))
    }
  }

  /// Adds a multiple of 32 codes of A-law.
  private mutating func addVectors(of codes: UnsafeBufferPointer<UInt8>) {
    guard let start = codes.baseAddress, !codes.isEmpty else { return }
    var totals = TelephonyTotals()
    telephony_total_alaw_avx2(start, codes.count, &totals)
    // Half of the smallest interval (G.711).
    let step = 8
    sum += step * Int(totals.sum)
    energy += UInt128(step * step * Int(totals.energy))
    let loudest = totals.loudest ^ ALawTables.evenBitInversion
    peak = max(peak, abs(Int(samples[Int(loudest)])))
    outermostCount += Int(totals.outermost)
  }

  /// Codes from which on counting each value is quicker than adding each sample.
  private static let countedFrom = 512

  private mutating func addPlain(_ codes: UnsafeBufferPointer<UInt8>) {
    guard codes.count >= Self.countedFrom else {
      for code in codes { add(samples[Int(code)]) }
      return
    }
    // How often each code is there, four times, so that equal codes in a row do not wait for each
    // other.
    var histograms = [Int](repeating: 0, count: 4 * 256)
    let even = codes.count & ~3
    histograms.withUnsafeMutableBufferPointer { histograms in
      for index in stride(from: 0, to: even, by: 4) {
        histograms[Int(codes[index])] += 1
        histograms[256 + Int(codes[index + 1])] += 1
        histograms[512 + Int(codes[index + 2])] += 1
        histograms[768 + Int(codes[index + 3])] += 1
      }
    }
    for index in even..<codes.count { histograms[Int(codes[index])] += 1 }
    for (code, sample) in samples.enumerated() {
      let count =
        histograms[code] + histograms[256 + code] + histograms[512 + code]
        + histograms[768 + code]
      if count > 0 { add(sample, count: count) }
    }
  }
}
