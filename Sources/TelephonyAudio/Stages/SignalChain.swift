/// Makes codes from a recording: the straight line from a decoder's blocks to an encoder's bytes.
///
/// ```
/// block ─ Downmix ─ Resampler ─ stages ─ SampleEncoding ─ codes
/// ```
///
/// ```swift
/// var chain = try SignalChain(channelCount: 2, inputRate: 44_100)
/// try chain.process(.float(firstBlock))
/// try chain.process(.float(secondBlock))
/// try chain.finish()
/// chain.codes
/// ```
///
/// Blocks go straight through to codes up to the first stage that needs the whole signal. There
/// the signal waits in a ``SampleStore`` until it has ended; each such stage hears it as often as
/// it asks for, and rewrites it for the next, or gives it to the encoder. However the recording is
/// cut into blocks, the codes are the same.
public struct SignalChain: ~Copyable {
  /// What the encoder has made so far, and nobody has taken away.
  public var codes: [UInt8] = []

  /// How many samples the encoder has clipped so far.
  public private(set) var clippedCount = 0

  /// How many samples have gone into the stages so far, at the output's rate: in the end as
  /// many as are encoded, unless the chain ``canShorten``.
  public private(set) var sampleCount = 0

  /// The largest magnitude that has gone into the stages so far, full scale 1.0.
  public private(set) var peak: Float = 0

  /// The first stage, and what it has noticed so far.
  public private(set) var downmix: Downmix

  /// Whether the codes come only at the end.
  public let needsWholeSignal: Bool

  /// Whether fewer samples may be encoded than ``sampleCount``: their number is known only at the
  /// end.
  public let canShorten: Bool

  /// Samples that are read from the store at a time: 64 KiB, which a second-level cache holds.
  private static let readSize = 16_384

  private var resampler: Resampler
  private let encoding: SampleEncoding?
  private let store: any SampleStore
  private var startsHeld = false
  /// The stages, cut before each one that needs the whole signal.
  private let sections: [[any SignalStage]]
  /// The section that the signal runs through now.
  private var section = 0
  /// Samples that this section has put into the store.
  private var heldCount = 0
  private var mono: [Float] = []
  private var block: [Float] = []

  /// A chain that starts from a recording.
  ///
  /// - Parameters:
  ///   - channelCount: the channels of the recording, at least 1.
  ///   - selection: the channels that are heard.
  ///   - inputRate: the rate of the recording in Hz.
  ///   - outputRate: the rate of the stages and of the codes in Hz.
  ///   - method: how the rate is converted.
  ///   - threads: that convert it, the caller's included; the codes do not depend on their number.
  ///   - stages: in the order in which the signal runs through them; for this chain alone.
  ///   - encoding: how the signal is coded; nil to leave it in `store` as the last stage gives it,
  ///     for a chain that starts from there.
  ///   - store: where the signal waits, empty at first; stays so where nothing needs it whole.
  /// - Throws: ``TelephonyAudioError/noSuchChannel(_:channelCount:)`` and
  ///   ``TelephonyAudioError/unsupportedSampleRate(_:)``.
  public init(
    channelCount: Int, selection: ChannelSelection = .mix,
    inputRate: Int, outputRate: Int = Resampler.telephoneRate,
    method: Resampler.Method = .automatic, threads: Int = 1,
    stages: [any SignalStage] = [], encoding: SampleEncoding? = .aLaw,
    store: any SampleStore = MemoryStore()
  ) throws(TelephonyAudioError) {
    let downmix = try Downmix(channelCount: channelCount, selection: selection)
    resampler = try Resampler(
      inputRate: inputRate, outputRate: outputRate, method: method, threads: threads)
    self.downmix = downmix
    self.encoding = encoding
    self.store = store
    var sections: [[any SignalStage]] = [[]]
    for stage in stages {
      if stage.needsWholeSignal { sections.append([]) }
      sections[sections.count - 1].append(stage)
    }
    self.sections = sections
    needsWholeSignal = sections.count > 1
    canShorten = stages.contains(where: \.canShorten)
  }

  /// A chain that starts from a signal at the output's rate; ``finish(handingOver:)`` is all it takes.
  ///
  /// The codes are those of the recording that the signal was made from.
  ///
  /// - Parameters:
  ///   - held: the signal. The chain takes the store over: where a stage needs the whole signal,
  ///     other samples are in it afterwards.
  ///   - stages: as for a recording.
  ///   - encoding: as for a recording; nil to leave the signal in `held`.
  /// - Throws: ``TelephonyAudioError``, which mono at this rate is not known to cause.
  public init(
    held: any SampleStore, stages: [any SignalStage] = [], encoding: SampleEncoding? = .aLaw
  ) throws(TelephonyAudioError) {
    // Downmix and resampler let such a signal through as it is.
    try self.init(
      channelCount: 1, inputRate: Resampler.telephoneRate, stages: stages, encoding: encoding,
      store: held)
    startsHeld = true
  }

  /// Whether what comes from the resampler is encoded as it is.
  private var encodesAtOnce: Bool { encoding != nil && sections.count == 1 && sections[0].isEmpty }

  /// ``peak`` in dB relative to full scale.
  public var peakDecibels: Double { SignalLevel.decibels(Double(peak)) }

  /// Takes the next block of the recording, whole frames.
  ///
  /// - Throws: ``TelephonyAudioError`` where the resampler or the store fails.
  public mutating func process(_ block: SampleBlock) throws(TelephonyAudioError) {
    switch block {
    case .sixteenBit(let samples) where downmix.mixesSixteenBitDirectly:
      // Straight to where the resampler wants them.
      let count = samples.count / downmix.channelCount
      let streams = resampler.handsOver
      try resampler.process(count, into: &self.block) {
        downmix.process(samples, $1, into: $0, streams: streams)
      }
    case .sixteenBit(let samples):
      downmix.process(samples, into: &mono)
      try resampler.process(mono, into: &self.block)
    case .float(let samples):
      downmix.process(samples, into: &mono)
      try resampler.process(mono, into: &self.block)
    }
    try enterStages(isLast: false)
  }

  /// The recording ends here: lets out what was waiting, and encodes what was held.
  ///
  /// - Parameter take: gets ``codes`` each time that a block of what was held is encoded, and may take
  ///   them away.
  /// - Throws: ``TelephonyAudioError`` where the resampler or the store fails.
  public mutating func finish(
    handingOver take: (inout [UInt8]) -> Void = { _ in }
  ) throws(TelephonyAudioError) {
    if startsHeld {
      for start in starts { try process(.float(read(from: start))) }
    }
    try resampler.finish(into: &block)
    try enterStages(isLast: true)
    while section + 1 < sections.count { try enterNextSection(take) }
  }

  /// The signal as it came from the resampler.
  private mutating func enterStages(isLast: Bool) throws(TelephonyAudioError) {
    sampleCount += block.count
    // Without a stage, the encoder looks at the same samples.
    if !encodesAtOnce { peak = max(peak, SignalLevel.peak(of: block)) }
    try runSection(isLast: isLast)
  }

  /// The signal as the section before has left it in the store.
  private mutating func enterNextSection(
    _ take: (inout [UInt8]) -> Void
  ) throws(TelephonyAudioError) {
    section += 1
    heldCount = 0
    // The section before has made one measuring pass on its way.
    while let stage = sections[section].first, !stage.finishMeasuring() {
      for start in starts { stage.measure(try read(from: start)) }
    }
    for start in starts {
      block = try read(from: start)
      try runSection(isLast: false)
      take(&codes)
    }
    try runSection(isLast: true)
  }

  /// Sends the block through this section, to the encoder or to the store and the next section.
  private mutating func runSection(isLast: Bool) throws(TelephonyAudioError) {
    for stage in sections[section] {
      stage.process(&block)
      if isLast { stage.finish(into: &block) }
    }
    if section + 1 < sections.count {
      sections[section + 1].first?.measure(block)
      try hold(isLast: isLast)
    } else if let encoding {
      var encodedPeak = peak
      clippedCount += encoding.encode(block, into: &codes, peak: &encodedPeak)
      if encodesAtOnce { peak = encodedPeak }
    } else {
      try hold(isLast: isLast)
    }
    block.removeAll(keepingCapacity: true)
  }

  // MARK: The store

  /// Where the blocks begin that the stored signal is read in.
  private var starts: StrideTo<Int> { stride(from: 0, to: store.count, by: Self.readSize) }

  private func read(from start: Int) throws(TelephonyAudioError) -> [Float] {
    try store.read(start..<min(start + Self.readSize, store.count))
  }

  /// Writes the block over what this section has read already, or at the end of a new signal.
  private mutating func hold(isLast: Bool) throws(TelephonyAudioError) {
    try store.write(block, at: heldCount)
    heldCount += block.count
    if isLast { try store.truncate(to: heldCount) }
  }
}
