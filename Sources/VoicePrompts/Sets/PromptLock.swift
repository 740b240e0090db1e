internal import AudioFiles
internal import SystemPackage
internal import TelephonyAudio

/// What the last build of a set has made, and of what: the content of `prompts.lock`.
struct PromptLock: Codable, Equatable {
  /// Grows when a key changes its meaning or goes.
  var lockVersion = 1
  /// SHA-256 of the set's file.
  var setSHA256: String
  /// In the order of the set.
  var prompts: [Prompt] = []
  /// What earlier builds have made and the set no longer lists; kept until it is pruned.
  var unlisted: [Output] = []
  /// Names that a build was about to make when nothing had them; nil once it is done.
  var pending: [String]?

  // The names of these properties are the lock's keys.

  /// A master and what was made of it.
  struct Prompt: Codable, Equatable {
    var name: String
    var source: String
    /// SHA-256 of the master.
    var sourceSHA256: String
    var options: Recipe
    /// The version of the tool that has made it.
    var tool: String
    /// What became of the level of all of it; nil where it was left.
    var level: Level?
    /// The program that has decoded the master, with its version; nil where none had to.
    var decoder: String?
    /// One, or the parts in their order.
    var outputs: [Output]
    /// What the master is; in records of recordings only.
    var format: Format?
  }

  /// What a recording is.
  struct Format: Codable, Equatable {
    var container: String
    var encoding: String
    var sampleRate: Int
    var channels: Int

    init(_ format: SoundFormat) {
      container = format.container.rawValue
      encoding = format.encoding.rawValue
      sampleRate = format.sampleRate
      channels = format.channelCount
    }

    /// The same as a value of ours.
    var sound: SoundFormat {
      SoundFormat(
        container: .init(rawValue: container) ?? .unknown,
        encoding: .init(rawValue: encoding) ?? .unknown, sampleRate: sampleRate,
        channelCount: channels)
    }
  }

  /// In dBov, and dB.
  struct Level: Codable, Equatable {
    /// As the recording has it; nil where no speech was found.
    var before: Double?
    var after: Double?
    var gain: Double
    /// What the limiter took away where it took the most.
    var limited: Double

    init(_ change: LevelChange) {
      func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
      before = change.before.map(rounded)
      after = change.after.map(rounded)
      gain = rounded(change.gain)
      limited = rounded(change.limited)
    }
  }

  /// A finished file.
  struct Output: Codable, Equatable {
    var name: String
    /// SHA-256 of the file.
    var sha256: String
    var bytes: Int
    /// Seconds.
    var duration: Double
    /// What was measured in it; nil in the locks of earlier versions.
    var sound: SoundFigures?
  }

  /// Everything in the set that decides about a prompt's bytes.
  struct Recipe: Codable, Equatable {
    var channel: String
    var allowTruncated: Bool
    var start: Double
    var duration: Double?
    var split: Bool
    var maxSize: Int
    /// Nil where the sound is left as it is.
    var sound: Sound?
    /// What only a command says; nil where it does not.
    var resampler: String?
    var raw: String?
    /// Nil for the platform that prompts are for where nobody says otherwise.
    var profile: String?

    init(_ entry: PromptSet.Entry) {
      self.init(entry.options, isSplit: entry.isSplit)
    }

    init(_ options: ConversionOptions, isSplit: Bool = false) {
      channel = options.channel.description
      allowTruncated = options.allowsTruncated
      start = options.start
      duration = options.duration
      split = isSplit
      maxSize = options.maximumSize.bytes
      resampler = options.resampler == .automatic ? nil : options.resampler.rawValue
      raw = options.decoding.raw?.text
      sound = options.sound.leavesSound ? nil : Sound(options.sound)
      profile = options.profile.isStandard ? nil : options.profile.id
    }
  }

  /// What is done to the sound, preset or not.
  struct Sound: Codable, Equatable {
    var level: Double?
    var gain: Double?
    /// Whether a recording without speech is levelled by its RMS.
    var rms: Bool
    var together: Bool
    var trim: String
    var highPass: String
    var noiseShaping: Bool
    var fadeIn: Double
    var fadeOut: Double

    init(_ options: SoundOptions) {
      if case .target(let target) = options.wantedLevel { level = target }
      if case .gain(let gain) = options.wantedLevel { self.gain = gain }
      rms = options.takesRMS
      together = options.isTogether
      trim = options.wantedTrim.rawValue
      highPass = options.wantedHighPass.rawValue
      noiseShaping = options.shapesNoise
      fadeIn = options.fadeIn
      fadeOut = options.fadeOut
    }
  }

  /// The prompts by their names.
  var promptsByName: [String: Prompt] {
    Dictionary(prompts.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Every file that builds have made, listed or not.
  var outputs: [Output] { prompts.flatMap(\.outputs) + unlisted }

  /// The names of all files that builds have made, or were about to.
  var names: Set<String> { Set(outputs.map(\.name) + (pending ?? [])) }

  /// The first name that no prompt of a set can have, and that might lead out of its folder.
  private func illegalName(_ rule: NameRule) -> String? {
    (prompts.map(\.name) + outputs.map(\.name) + (pending ?? [])).first {
      FileName.faults(in: $0, rule).contains(where: \.isBinding) || $0.hasPrefix(".")
        || !rule.hasExtension($0)
    }
  }

  // MARK: The file

  /// The lock at `path`; nil where there is none.
  ///
  /// - Parameter rule: what the prompts of the set can be called.
  /// - Throws: ``PromptError`` where it cannot be read or understood.
  static func read(
    _ path: String, _ rule: NameRule = PlatformProfile.standard.nameRule
  ) throws(PromptError) -> PromptLock? {
    // A link that leads nowhere is replaced.
    guard (try? FileSystem.status(of: path)) != nil else { return nil }
    return try parse(try TextFile.bytes(of: path, as: .json), path: path, rule)
  }

  /// The lock whose text this is.
  ///
  /// - Parameter path: is named in messages.
  /// - Throws: ``PromptError`` where it cannot be understood.
  static func parse(
    _ bytes: [UInt8], path: String, _ rule: NameRule = PlatformProfile.standard.nameRule
  ) throws(PromptError) -> PromptLock {
    let lock: PromptLock
    do throws(Flaw) {
      lock = try PromptLock(text: bytes)
    } catch {
      throw unusable(path, error.reason)
    }
    guard lock.lockVersion == PromptLock(setSHA256: "").lockVersion else {
      throw unusable(
        path,
        Text(
          english: "a newer version of voiceprompt has written this",
          chinese: "这是由更新版本的 voiceprompt 写的"))
    }
    if let name = lock.illegalName(rule) {
      throw unusable(
        path,
        Text(
          english: "it names \"\(name)\", which no prompt of a set can be called",
          chinese: "其中有名称 \"\(name)\"，提示音集里的提示音不能这样命名"))
    }
    return lock
  }

  private static func unusable(_ path: String, _ reason: Text) -> PromptError {
    PromptError(
      path,
      invalid: Text(
        english: "\(reason.english); remove it, or use --force to write it anew",
        chinese: "\(reason.chinese)；请删除它，或用 --force 重写"))
  }

  /// Why a text is no lock of ours.
  enum Flaw: Error {
    case notALock, tooMany

    var reason: Text {
      switch self {
      case .notALock:
        Text(english: "this is no lock that a build has written", chinese: "这不是构建写出的锁文件")
      case .tooMany:
        Text(
          english: "this has more than \(PromptSet.maximumCount.grouped) prompts or "
            + "\(PromptLock.maximumOutputCount.grouped) files, which no build makes",
          chinese: "它有超过 \(PromptSet.maximumCount.grouped) 个提示音或 "
            + "\(PromptLock.maximumOutputCount.grouped) 个文件，构建不会产生这么多")
      }
    }
  }

  /// Writes the lock, whole or not at all; not at all where the file is the same already.
  ///
  /// - Returns: whether it was written.
  func write(to path: String, _ sync: DiskSync) throws(PromptError) -> Bool {
    let text = text
    if let existing = try? TextFile.bytes(of: path, as: .json), existing == text { return false }
    do {
      try AtomicFile.write([text], to: path, replacing: true, sync: sync)
    } catch {
      throw PromptError(
        path,
        invalid: Text(
          english: "cannot be written: \(error)", chinese: "无法写入：\(error.words.chinese)"))
    }
    sync.folder(PathName(path).folder ?? ".")
    return true
  }
}
