package import AudioFiles
internal import SystemPackage
public import TelephonyAudio

/// A prompt, or a recording that is none yet, with all that a person wants to see and hear of it.
///
/// ```swift
/// for review in await ReviewBatch(["prompts"]).run(jobs: 2, validator: { _ in PromptValidator() }) {
///   print(review.name, review.state, review.sound?.speechLevel ?? 0)
/// }
/// ```
public struct PromptReview: Sendable {
  /// How a prompt stands to what it is made from.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// A file of which nothing more is known.
    case finished
    /// A recording, judged by the prompt that it would become; nothing was written.
    case recording
    /// What the set and its recording give.
    case current
    /// Its recording or its entry has changed.
    case outdated
    /// It was changed after it was built.
    case edited
    /// The set lists it, and there is no file.
    case missing
    /// There is a file that no build has made.
    case unbuilt
    /// The set does not list it.
    case unused
    /// It could not be made or read.
    case failed
  }

  /// The prompt's file, or the recording.
  public var path: String { findings.path }
  /// The prompt's name, which a recording is to get.
  public let name: String
  /// How it stands to what it is made from.
  public let state: State
  /// What was found, and what the prompt is, its sound included.
  public internal(set) var findings: FileFindings
  /// The recording that it is made from; nil where that is not known.
  public let recording: String?
  /// The request field that it is for; nil where nobody says.
  public let parameter: PromptParameter?
  /// What the prompt says; nil where nobody has written it down.
  public let text: String?
  /// What became of the level; nil where it was left, or nobody knows.
  public let level: Level?
  /// The level that it should have, in dBov.
  public let target: Double
  /// Whether music is heard rather than speech, which has a level of its own.
  public let carriesMusic: Bool
  private let source: Source

  /// What became of a level. In dB.
  public struct Level: Hashable, Sendable {
    /// In dBov; nil where no speech was found.
    public let before: Double?
    /// What was added.
    public let gain: Double
    /// What the limiter took away where it took the most.
    public let limited: Double
    /// The share of the time in which it did; nil where nobody has written it down.
    public let limitedShare: Double?
  }

  /// Where the audio comes from.
  enum Source: Sendable {
    /// There is none.
    case none
    /// From the prompt's file; before it, from the recording where a converter is told.
    case file(original: PromptConverter?)
    /// From the recording, which is here.
    case recording(PromptConverter, path: String)
  }

  init(
    _ findings: FileFindings, name: String? = nil, _ state: State, recording: String? = nil,
    parameter: PromptParameter? = nil, text: String? = nil, level: Level? = nil,
    target: Double = SoundOptions.usualLevel, carriesMusic: Bool, source: Source
  ) {
    self.findings = findings
    self.name = name ?? PathName(findings.path).name
    self.state = state
    self.recording = recording
    self.parameter = parameter
    self.text = text
    self.level = level
    self.target = target
    self.carriesMusic = carriesMusic
    self.source = source
  }

  /// A file that could not be judged.
  init(failed findings: FileFindings) {
    self.init(findings, .failed, carriesMusic: false, source: .none)
  }

  /// What was measured of the sound; nil where nobody could listen.
  public var sound: SoundFacts? { findings.facts?.sound }

  /// The level that is compared with those of other prompts, in dBov; nil without speech, and for
  /// music.
  public var speechLevel: Double? { carriesMusic ? nil : sound?.speechLevel }

  /// Without the findings of some rules.
  public func ignoring(_ rules: Set<String>) -> PromptReview {
    var copy = self
    copy.findings = findings.ignoring(rules)
    return copy
  }

  // MARK: Audio

  /// The prompt's file, which for a recording is in memory only; nil where there is none.
  ///
  /// - Throws: ``PromptError`` where it cannot be read, or not be made.
  package func file() throws(PromptError) -> InputFile? {
    switch source {
    case .none: nil
    case .file:
      try PromptError.wrapping { () throws(AudioFileError) in
        try InputFile(path: path, allowsEmpty: true)
      }
    case .recording(let converter, let path):
      try memory(converter.parts(of: converter.prompt(from: path, progress: WorkProgress())))
    }
  }

  private func memory(_ parts: [[UInt8]]) throws(PromptError) -> InputFile {
    try PromptError.wrapping { () throws(AudioFileError) in
      try InputFile(bytes: parts.flatMap { $0 }, name: name)
    }
  }

  /// The shapes of the prompt's audio, read in blocks; nil where its format is none that is
  /// listened to.
  ///
  /// - Parameters:
  ///   - file: the prompt's.
  ///   - columns: the most extents of its waveform.
  /// - Throws: ``PromptError`` where it cannot be read.
  package func shapes(
    of file: borrowing InputFile, columns: Int
  ) throws(PromptError) -> SignalShapes? {
    guard let facts = findings.facts else { return nil }
    return try SignalShapes(of: file, facts, columns: columns)
  }

  /// The part of the recording that the prompt is made from, as it was before: a WAV file of 16-bit
  /// PCM at the prompt's rate; nil where the recording is not known, or cannot be read any more.
  package func original() -> [UInt8]? {
    let converter: PromptConverter?
    var path = recording
    switch source {
    case .none: converter = nil
    case .file(let original): converter = original
    case .recording(let own, let place): (converter, path) = (own, place)
    }
    guard let converter, let path, let samples = try? converter.untouched(path) else { return nil }
    return WAVWriter.pcm(samples, sampleRate: converter.options.profile.format.sampleRate)
  }
}

extension SignalShapes {
  /// Bytes that are read at a time.
  private static let blockSize = 65_536

  /// The shapes of a prompt's audio, read in blocks; nil where its format is none that is listened
  /// to.
  ///
  /// - Parameters:
  ///   - file: the prompt's.
  ///   - facts: what it is.
  ///   - columns: the most extents of its waveform.
  /// - Throws: ``PromptError`` where it cannot be read.
  package init?(
    of file: borrowing InputFile, _ facts: WAVFacts, columns: Int
  ) throws(PromptError) {
    guard let encoding = facts.encoding, let format = facts.wavFormat, let bytes = facts.audioBytes,
      format.channelCount == 1, SoundMeter.rates.contains(format.sampleRate)
    else { return nil }
    self.init(
      sampleCount: bytes.count / encoding.bytesPerSample, columns: columns,
      sampleRate: format.sampleRate)
    var offset = bytes.lowerBound
    while offset < bytes.upperBound {
      let count = min(Self.blockSize, bytes.upperBound - offset)
      let codes: [UInt8]
      do {
        codes = try file.bytes(at: offset, count: count)
      } catch {
        throw PromptError(error)
      }
      // A file that shrinks while it is read has no more.
      if codes.isEmpty { break }
      add(encoding.decode(codes).map { Float($0) * (1 / 32768) })
      offset += codes.count
    }
  }
}

extension PromptConverter {
  /// What would be encoded if nothing were done to the sound.
  fileprivate func untouched(_ recording: String) throws(PromptError) -> [Int16] {
    let collector = SampleCollector()
    try pass(recording, through: collector)
    return collector.samples
  }
}

/// Keeps what goes by, in 16 bits.
private final class SampleCollector: SignalStage {
  private(set) var samples: [Int16] = []

  func process(_ block: inout [Float]) {
    samples += block.map { sample in
      Int16(max(-32768, min(32767, (sample.isNaN ? 0 : sample * 32768).rounded(.toNearestOrEven))))
    }
    // Nobody wants them after this one.
    block.removeAll(keepingCapacity: true)
  }
}
