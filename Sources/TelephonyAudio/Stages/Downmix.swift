/// Which of a recording's channels a prompt is made from.
public enum ChannelSelection: Hashable, Sendable {
  /// The mean of all channels.
  case mix
  /// The first channel.
  case left
  /// The second channel; the only one of a mono recording.
  case right
  /// One channel, counted from 1.
  case channel(Int)

  /// The channel's index among `channelCount`, or nil for the mean of all.
  ///
  /// - Throws: ``TelephonyAudioError/noSuchChannel(_:channelCount:)``.
  func index(channelCount: Int) throws(TelephonyAudioError) -> Int? {
    switch self {
    case .mix: return channelCount == 1 ? 0 : nil
    case .left: return 0
    case .right: return min(1, channelCount - 1)
    case .channel(let number):
      guard (1...channelCount).contains(number) else {
        throw .noSuchChannel(number, channelCount: channelCount)
      }
      return number - 1
    }
  }
}

extension ChannelSelection: LosslessStringConvertible {
  /// Reads `mix`, `left`, `right`, in any case, or a number from 1; nil for anything else.
  public init?(_ description: String) {
    switch description.lowercased() {
    case "mix": self = .mix
    case "left": self = .left
    case "right": self = .right
    default:
      guard let number = Int(description), number >= 1 else { return nil }
      self = .channel(number)
    }
  }

  /// As it is read.
  public var description: String {
    switch self {
    case .mix: "mix"
    case .left: "left"
    case .right: "right"
    case .channel(let number): "\(number)"
    }
  }
}

/// Turns interleaved frames into mono samples and watches what that costs.
///
/// The mean of channels in opposite phase is silence. The downmix therefore sums up the energy of
/// every channel and of the result; ``loss`` tells how they compare.
public struct Downmix: Sendable {
  /// The mean against the loudest channel.
  public struct Loss: Hashable, Sendable {
    /// How far the mean lies below the loudest channel, in dB; infinite where it is silent.
    public let decibels: Double
    /// The loudest channel, counted from 1.
    public let loudestChannel: Int
  }

  /// The number of channels of the recording.
  public let channelCount: Int
  private let selectedChannel: Int?
  private var mixEnergy = 0.0
  private var channelEnergy: [Double]

  /// - Parameters:
  ///   - channelCount: the channels of the recording, at least 1.
  ///   - selection: which of them are heard.
  /// - Throws: ``TelephonyAudioError/noSuchChannel(_:channelCount:)`` where `selection` names a
  ///   channel that the recording does not have.
  public init(
    channelCount: Int, selection: ChannelSelection = .mix
  ) throws(TelephonyAudioError) {
    precondition(channelCount >= 1)
    self.channelCount = channelCount
    selectedChannel = try selection.index(channelCount: channelCount)
    channelEnergy = Array(repeating: 0, count: channelCount)
  }

  /// Whether a sample seen so far was infinite or not a number.
  public var hasInvalidSamples: Bool { !mixEnergy.isFinite }

  /// What mixing has cost so far; nil for a single channel and for silence.
  public var loss: Loss? {
    guard selectedChannel == nil, let loudest = channelEnergy.max(), loudest > 0,
      let index = channelEnergy.firstIndex(of: loudest)
    else { return nil }
    return Loss(
      decibels: SignalLevel.decibels(loudest / mixEnergy) / 2,
      loudestChannel: index + 1
    )
  }

  /// Replaces the content of `mono` by one sample for each of the interleaved frames.
  ///
  /// - Parameters:
  ///   - interleaved: whole frames of ``channelCount`` samples.
  ///   - mono: as many samples as there are frames.
  public mutating func process(_ interleaved: [Float], into mono: inout [Float]) {
    let frameCount = interleaved.count / channelCount
    if channelCount == 1 {
      mono = interleaved
      mixEnergy += energy(of: mono)
    } else if let selectedChannel {
      mono = (0..<frameCount).map { interleaved[$0 * channelCount + selectedChannel] }
      mixEnergy += energy(of: mono)
    } else if channelCount == 2 {
      mixStereo(interleaved, frameCount, into: &mono)
    } else {
      mixMany(interleaved, frameCount, into: &mono)
    }
  }

  /// The same for 16-bit samples.
  public mutating func process(_ interleaved: [Int16], into mono: inout [Float]) {
    guard mixesSixteenBitDirectly else {
      process(SampleBlock.sixteenBit(interleaved).floats, into: &mono)
      return
    }
    mono.removeAll(keepingCapacity: true)
    mono.append(interleaved.count / channelCount) {
      process(interleaved, $1, into: $0, streams: false)
    }
  }

  /// Whether 16-bit samples become the mean in one pass, without floats between.
  var mixesSixteenBitDirectly: Bool {
    channelCount == 1 || channelCount == 2 && selectedChannel == nil
  }

  /// Writes the mean of some frames to a place, where that is done ``mixesSixteenBitDirectly``.
  ///
  /// - Parameter streams: whether another core reads it next.
  mutating func process(
    _ interleaved: [Int16], _ range: Range<Int>, into mono: UnsafeMutablePointer<Float>,
    streams: Bool
  ) {
    let energies = interleaved.withUnsafeBufferPointer { frames in
      guard let first = frames.baseAddress.map({ $0 + range.lowerBound * channelCount }) else {
        return Kernels.StereoEnergies()
      }
      if channelCount == 2 {
        return Kernels.best.mixStereo(first, count: range.count, into: mono, streams: streams)
      }
      // A single channel loses nothing, and an integer is always a number: its energy is not asked
      // for.
      Kernels.best.convert(first, count: range.count, into: mono, streams: streams)
      return Kernels.StereoEnergies()
    }
    guard channelCount == 2 else { return }
    // In the scale of float samples, where the sum counts as its half.
    let scale = 1 / (32768.0 * 32768)
    channelEnergy[0] += Double(energies.left) * scale
    channelEnergy[1] += Double(energies.right) * scale
    mixEnergy += Double(energies.sum) * scale / 4
  }

  private mutating func mixMany(
    _ interleaved: [Float], _ frameCount: Int, into mono: inout [Float]
  ) {
    let share = 1 / Float(channelCount)
    mono = (0..<frameCount).map { frame in
      var sum: Float = 0
      for channel in 0..<channelCount {
        let sample = interleaved[frame * channelCount + channel]
        sum += sample
        channelEnergy[channel] += Double(sample) * Double(sample)
      }
      return sum * share
    }
    mixEnergy += energy(of: mono)
  }

  /// The usual case, eight frames at a time.
  private mutating func mixStereo(
    _ interleaved: [Float], _ frameCount: Int, into mono: inout [Float]
  ) {
    var left = SIMD8<Float>()
    var right = SIMD8<Float>()
    let vectorized = frameCount & ~7
    mono = [Float](unsafeUninitializedCapacity: frameCount) { mono, initialized in
      let output = UnsafeMutableRawBufferPointer(mono)
      interleaved.withUnsafeBytes { input in
        for frame in stride(from: 0, to: vectorized, by: 8) {
          let pairs = input.loadUnaligned(fromByteOffset: frame * 8, as: SIMD16<Float>.self)
          let (l, r) = (pairs.evenHalf, pairs.oddHalf)
          left += l * l
          right += r * r
          output.storeBytes(of: (l + r) * 0.5, toByteOffset: frame * 4, as: SIMD8<Float>.self)
        }
      }
      for frame in vectorized..<frameCount {
        let (l, r) = (interleaved[2 * frame], interleaved[2 * frame + 1])
        left[0] += l * l
        right[0] += r * r
        mono[frame] = (l + r) * 0.5
      }
      initialized = frameCount
    }
    channelEnergy[0] += Double(left.sum())
    channelEnergy[1] += Double(right.sum())
    mixEnergy += energy(of: mono)
  }

  /// The sum of squares, in eight lanes; not finite where a sample is not.
  private func energy(of samples: [Float]) -> Double {
    var lanes = SIMD8<Float>()
    let vectorized = samples.count & ~7
    samples.withUnsafeBytes { samples in
      for index in stride(from: 0, to: vectorized, by: 8) {
        let sample = samples.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        lanes += sample * sample
      }
    }
    for sample in samples[vectorized...] { lanes[0] += sample * sample }
    return Double(lanes.sum())
  }
}
