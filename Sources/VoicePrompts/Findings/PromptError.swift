public import AudioFiles
package import SystemPackage
internal import TelephonyAudio

/// Why there is no prompt from a recording, or no verdict on a file: one file, one reason, and what
/// to do about it.
///
/// ```swift
/// catch where error.code == .notFound { … }
/// ```
public struct PromptError: Error, Hashable, Sendable {
  /// The file that the message is about, as it was named.
  public let path: String
  /// The reason, with the data that its message needs.
  let context: Context
  /// Where a set names the file as a master: its keys take the place of options.
  public private(set) var listing: String?

  /// A stable name for a reason, in kebab-case. New ones may come; ids never change.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// `not-found`
    public let id: String

    /// The id.
    public var description: String { id }

    fileprivate init(_ id: String) {
      self.id = id
    }

    /// There is no such file or folder.
    public static let notFound = Code("not-found")
    /// The system does not let it be read, or searched.
    public static let unreadable = Code("unreadable")
    /// The work was cancelled before this file was done.
    public static let interrupted = Code("interrupted")
    /// The prompt would be over the limit.
    public static let tooLarge = Code("too-large")
    /// The prompt would last too long.
    public static let tooLong = Code("too-long")
    /// A set, lock, request or setting says what it must not say.
    public static let invalidText = Code("invalid-text")
    /// A set's file, or a prompt's, is not the one that was shown any more.
    public static let changedSinceShown = Code("changed-since-shown")
  }

  init(_ path: String, _ context: Context) {
    self.path = path
    self.context = context
  }

  /// A set, lock, request or setting that says what it must not say, at this place.
  init(_ path: String, at location: TextLocation? = nil, invalid message: Text) {
    self.init(path, .invalidText(location, message))
  }

  /// A file beside prompts, such as a report, that cannot be written.
  package static func unwritable(_ path: String, _ error: Errno) -> PromptError {
    PromptError(path, .unwritable(path, error))
  }

  init(_ error: AudioFileError) {
    self.init(error.path, .file(error.reason))
  }

  /// The same error about a master of a set.
  ///
  /// - Parameter listing: the set and the place in it.
  func inSet(_ listing: String) -> PromptError {
    var error = self
    error.listing = listing
    return error
  }

  /// What `work` gives; its errors become those of this module.
  package static func wrapping<Value: ~Copyable>(
    _ work: () throws(AudioFileError) -> Value
  ) throws(PromptError) -> Value {
    do {
      return try work()
    } catch {
      throw PromptError(error)
    }
  }

  /// A step of the signal's way; its errors name the recording.
  static func wrapping<Value: ~Copyable>(
    _ path: String, _ step: () throws(TelephonyAudioError) -> Value
  ) throws(PromptError) -> Value {
    do {
      return try step()
    } catch {
      throw PromptError(path, .signal(error))
    }
  }

  /// What can go wrong. Durations are in seconds.
  ///
  /// Indirect, because every result of a batch has room for one.
  indirect enum Context: Hashable, Sendable {
    // The recording
    case file(AudioFileError.Reason)
    case damaged(Damage)
    case noAudio
    case invalidSamples
    case wrongScale(peakDecibels: Double)
    case signal(TelephonyAudioError)
    case excerptOutside(start: Double, end: Double?, duration: Double)
    case tooManyParts(Int)
    case changedMeanwhile
    case noPause(between: Double, and: Double, parts: Int)

    // The prompt
    case tooLarge(ByteSize?, limit: ByteSize, duration: Double?, limitReachedAt: Double)
    case tooLong(
      duration: Double?, PlatformProfile.DurationLimit, profile: String, room: Double)
    case illegalName(FileName.Fault, suggestion: String)
    case nameCollision(output: String, otherRecording: String, suggestion: String)

    // Writing
    case outputExists(String)
    case numberTaken(String)
    case outputIsFolder(String)
    case outputIsRecording(String)
    case unwritable(String, Errno)
    case rejected(String, [Finding])
    case foreignPrompt(String)
    case editedPrompt(String)
    case interrupted

    // Sets, requests and settings
    case invalidText(TextLocation?, Text)
    case uneditable(TextLocation?, Text)
    case changedSinceShown(String)
  }
}

extension PromptError: CustomStringConvertible {
  /// Path and what was found, on one line.
  public var description: String {
    let listed = listing.map { " (\($0))" } ?? ""
    return "\(location.map { "\(path):\($0)" } ?? path)\(listed): \(message)"
  }

  /// Where in a text file it is; nil where it is about the file as a whole.
  public var location: TextLocation? {
    switch context {
    case .invalidText(let location, _), .uneditable(let location, _): location
    default: nil
    }
  }

  /// A stable name for the reason.
  public var code: Code {
    switch context {
    case .file(let reason): Code(reason)
    case .damaged: Code("damaged")
    case .noAudio: Code("no-audio")
    case .invalidSamples: Code("invalid-samples")
    case .wrongScale: Code("wrong-scale")
    case .signal(.unsupportedSampleRate): Code("unsupported-sample-rate")
    case .signal(.noSuchChannel): Code("no-such-channel")
    case .signal(.samplerateFailed): Code("resampler-failed")
    case .signal(.storeFailed): Code("store-failed")
    case .excerptOutside: Code("excerpt-outside")
    case .noPause: Code("no-pause")
    case .tooManyParts: Code("too-many-parts")
    case .changedMeanwhile: Code("changed-meanwhile")
    case .tooLarge: .tooLarge
    case .tooLong: .tooLong
    case .illegalName: Code("illegal-name")
    case .nameCollision: Code("name-collision")
    case .outputExists: Code("output-exists")
    case .numberTaken: Code("number-taken")
    case .outputIsFolder: Code("output-is-folder")
    case .outputIsRecording: Code("output-is-source")
    case .unwritable: Code("unwritable")
    case .rejected: Code("rejected")
    case .foreignPrompt: Code("foreign-prompt")
    case .editedPrompt: Code("edited-prompt")
    case .interrupted: .interrupted
    case .invalidText: .invalidText
    case .uneditable: Code("not-editable")
    case .changedSinceShown: .changedSinceShown
    }
  }

  /// What was found and what was required.
  public var message: Text {
    switch context {
    case .file(let reason): reason.message
    case .damaged(let damage): damage.message
    case .noAudio: Text(english: "the recording has no audio: 0 frames", chinese: "录音没有音频：0 帧")
    case .invalidSamples:
      Text(
        english: "the recording has samples that are infinite or not a number",
        chinese: "录音中有无穷大或非数字的采样点")
    case .wrongScale(let decibels):
      Text(
        english: "the samples reach \(decibels.fixed(0)) dB above full scale, so their scale must "
          + "be wrong", chinese: "采样点超出满刻度 \(decibels.fixed(0)) dB，可见刻度一定是错的")
    case .signal(let error): error.message
    case .excerptOutside(let start, let end?, let duration) where start < duration:
      Text(
        english: "start and duration ask for audio up to \(end.fixed(2)) s, and the recording ends "
          + "at \(duration.fixed(2)) s",
        chinese: "start 和 duration 要取到 \(end.fixed(2)) s，而录音在 \(duration.fixed(2)) s 结束")
    case .excerptOutside(let start, _, let duration):
      Text(
        english: "start is \(start.fixed(2)) s, and the recording is over after "
          + "\(duration.fixed(2)) s",
        chinese: "start 是 \(start.fixed(2)) s，而录音在 \(duration.fixed(2)) s 之后就结束了")
    case .tooManyParts(let parts):
      Text(
        english: "cannot be split: it would take more than \(parts) parts that are under the "
          + "limit, and playInfoList plays \(parts) at most",
        chinese: "无法拆分：要低于上限就需要超过 \(parts) 段，而 playInfoList 最多播放 \(parts) 段")
    case .changedMeanwhile:
      Text(english: "the recording was changed while it was converted", chinese: "录音在转换过程中被改动")
    case .noPause(let start, let end, let parts):
      Text(
        english: "cannot be split into at most \(parts) parts that are under the limit: there is "
          + "no pause where one is needed, between \(start.fixed(2)) s and \(end.fixed(2)) s",
        chinese: "无法拆分成最多 \(parts) 段低于上限的提示音：在需要停顿的 \(start.fixed(2)) s 和 \(end.fixed(2)) s 之间没有"
          + "停顿")
    case .tooLarge(let size?, let limit, let duration?, let seconds):
      Text(
        english: "too long: \(duration.fixed(2)) s become \(size), and the limit of \(limit) is "
          + "reached after \(seconds.fixed(2)) s",
        chinese: "太长：\(duration.fixed(2)) s 会变成 \(size.bytes.grouped) 字节，而上限 "
          + "\(limit.bytes.grouped) 字节在 \(seconds.fixed(2)) s 之后就达到了")
    case .tooLarge(_, let limit, _, let seconds):
      Text(
        english: "too long: the limit of \(limit) is reached after \(seconds.fixed(2)) s",
        chinese: "太长：上限 \(limit.bytes.grouped) 字节在 \(seconds.fixed(2)) s 之后就达到了")
    case .tooLong(let duration?, let limit, let profile, _):
      Text(
        english: "too long: it lasts \(duration.fixed(2)) s, and a prompt for \(profile) may last "
          + limit.words.english,
        chinese: "太长：时长 \(duration.fixed(2)) s，而用于 \(profile) 的提示音应\(limit.words.chinese)")
    case .tooLong(nil, let limit, let profile, _):
      Text(
        english: "too long: a prompt for \(profile) may last \(limit.words.english)",
        chinese: "太长：用于 \(profile) 的提示音应\(limit.words.chinese)")
    case .illegalName(let fault, _): fault.message
    case .nameCollision(let output, let other, _):
      Text(
        english: "would become \(output), as would \(other)",
        chinese: "会变成 \(output)，而 \(other) 也会变成它")
    case .outputExists(let output):
      Text(english: "\(output) exists already", chinese: "\(output) 已经存在")
    case .numberTaken(let output):
      Text(
        english: "\(output) is there, and was made from another of the recordings with this name",
        chinese: "\(output) 已经存在，而且由另一个同名的录音制成")
    case .outputIsFolder(let output):
      Text(english: "\(output) is a folder", chinese: "\(output) 是文件夹")
    case .outputIsRecording(let output):
      Text(english: "\(output) is itself one of the recordings", chinese: "\(output) 本身就是这些录音之一")
    case .unwritable(path, let error):
      Text(english: "cannot be written: \(error.words)", chinese: "无法写入：\(error.words)")
    case .unwritable(let output, let error):
      Text(
        english: "\(output) cannot be written: \(error)",
        chinese: "\(output) 无法写入：\(error.words.chinese)")
    case .rejected(let output, let findings):
      Text(
        english: "\(output) would not be accepted: "
          + findings.map { "\($0.message.english) [\($0.rule)]" }.joined(separator: "; "),
        chinese: "\(output) 不会被接受："
          + findings.map { "\($0.message.chinese) [\($0.rule)]" }.joined(separator: "；"))
    case .foreignPrompt(let output):
      Text(
        english: "\(output) exists already, and no build has made it",
        chinese: "\(output) 已经存在，但不是由构建生成的")
    case .editedPrompt(let output):
      Text(
        english: "\(output) was changed or replaced after it was built",
        chinese: "\(output) 在构建之后被改动或替换")
    case .interrupted: Text(english: "not converted: interrupted", chinese: "没有转换：被中断")
    case .invalidText(_, let message): message
    case .uneditable(_, let reason):
      Text(
        english: "cannot be changed safely here, edit it by hand: \(reason.english)",
        chinese: "无法在这里安全地修改，请手工编辑：\(reason.chinese)")
    case .changedSinceShown(let file):
      Text(
        english: "\(file) was changed after it was shown", chinese: "\(file) 在显示之后被改动")
    }
  }

  /// What to do about it; nil where there is nothing to say.
  public var remedy: Remedy? {
    switch context {
    case .file(let reason): remedy(for: reason)
    case .rejected(_, let findings): findings.first?.remedy
    case .interrupted, .invalidText, .uneditable: nil
    case .changedSinceShown: .lookAgain
    case .damaged(.joined): .joinWithFFmpeg(path: path)
    case .damaged(.cutShort(_, let present)) where present == 0: .copyOrRecordAgain
    case .damaged(.unfinished): .repairWithFFmpeg(path: path)
    case .damaged: .copyAgainOrAllowTruncated
    case .noAudio: .recordAgain
    case .invalidSamples, .wrongScale: .exportAsPCM
    case .signal(.unsupportedSampleRate): .resampleWithFFmpeg(path: path)
    case .signal(.noSuchChannel): .mixChannels
    case .signal: nil
    case .excerptOutside(let start, _?, let duration) where start < duration: .takeLess
    case .excerptOutside: .startEarlier
    case .tooManyParts: .shortenRecording
    case .changedMeanwhile: .convertOrBuildAgain
    case .noPause: .listPartsOneByOne
    case .tooLarge(_, _, _, let seconds): .shorten(toSeconds: seconds)
    case .tooLong: .shortenRecording
    case .illegalName(_, let suggestion), .nameCollision(_, _, let suggestion):
      .rename(to: suggestion)
    case .outputExists, .foreignPrompt, .editedPrompt: .replaceExisting
    case .numberTaken: .nameEachRecording
    case .outputIsFolder: .moveFolderAway
    case .outputIsRecording: .chooseOtherFolder
    case .unwritable: .chooseOtherFolderOrMakeRoom
    }
  }

  private func remedy(for reason: AudioFileError.Reason) -> Remedy? {
    switch reason {
    case .notFound: .checkSpelling
    case .unreadable: nil
    case .notAFile(.folder): .nameRecordingsInFolder
    case .notAFile: .writeToFile
    case .empty: .copyOrRecordAgain
    case .nameNotUTF8: .renameByHand
    case .brokenLink: .removeLink
    case .notBelow: .leaveOutOrChangeBase
    case .placeholder(.inCloud): .loadFromCloud
    case .placeholder(.gitLFS): .pullFromLFS
    case .placeholder(.zeros): .copyOrRecordAgain
    case .unsupportedFormat(_, let options?): .convertWithFFmpeg(path: path, options: options)
    case .unsupportedFormat(_, nil): .exportAsPCM
    case .needsFFmpeg(_, .notAllowed): .allowFFmpeg
    case .needsFFmpeg(_, .missing): .installFFmpeg
    case .discontinuousAMR: .useOpenCoreAMR
    case .undecodableByProgram: .exportAgain
    case .ambiguousRaw: .nameRawFormat
    case .notAudio: .nameRecording
    case .unknownFormat, .undecodable: .exportAgain
    }
  }
}

extension PromptError.Code {
  fileprivate init(_ reason: AudioFileError.Reason) {
    switch reason {
    case .notFound: self = .notFound
    case .unreadable: self = .unreadable
    case .notAFile: self.init("not-a-file")
    case .empty: self.init("empty")
    case .nameNotUTF8: self.init("name-not-utf8")
    case .brokenLink: self.init("broken-link")
    case .notBelow: self.init("not-below-base")
    case .placeholder: self.init("placeholder")
    case .unsupportedFormat: self.init("unsupported-format")
    case .needsFFmpeg: self.init("needs-ffmpeg")
    case .discontinuousAMR: self.init("unsupported-format")
    case .undecodableByProgram: self.init("undecodable")
    case .ambiguousRaw: self.init("ambiguous-raw")
    case .notAudio: self.init("not-audio")
    case .unknownFormat: self.init("unknown-format")
    case .undecodable: self.init("undecodable")
    }
  }
}

extension Damage {
  /// What was found.
  fileprivate var message: Text {
    switch self {
    case .cutShort(let promised, let present) where promised > 0:
      Text(
        english: "cut short: of \(promised.duration) of audio that the header promises, "
          + "\(present.duration) can be decoded",
        chinese: "不完整：文件头标明有 \(promised.duration) 音频，只能解码 \(present.duration)")
    case .cutShort:
      Text(
        english: "cut short: the header promises audio, the file holds none",
        chinese: "不完整：文件头标明有音频，文件中却没有")
    case .unfinished(let counted, let following):
      Text(
        english: "the header counts \(counted.grouped) bytes of audio, but \(following.grouped) "
          + "more follow: the recording program did not finish the file",
        chinese: "文件头标明有 \(counted.grouped) 字节音频，但后面还有 \(following.grouped) 字节：录音程序没有写完这个文件")
    case .joined(let seconds):
      Text(
        english: "several recordings are joined in this file, and only the first "
          + "\(seconds.duration) can be decoded", chinese: "这个文件由几段录音拼接而成，只能解码前 \(seconds.duration)"
      )
    case .breaksOff(let seconds):
      Text(
        english: "cut short: the file breaks off after \(seconds.duration)",
        chinese: "不完整：文件在 \(seconds.duration) 之后中断")
    case .contradiction:
      Text(
        english: "damaged: what its header says of the channels, the samples and the length "
          + "contradicts itself", chinese: "已损坏：文件头中关于声道、采样点和长度的内容互相矛盾")
    case .corrupt(let seconds):
      Text(
        english: "damaged after \(seconds.duration): bytes are wrong or missing",
        chinese: "\(seconds.duration) 之后已损坏：字节错误或缺失")
    }
  }
}

extension TelephonyAudioError {
  /// What was found and what was required.
  fileprivate var message: Text {
    switch self {
    case .unsupportedSampleRate(let rate):
      Text(
        english: "its sample rate is \(rate) Hz; \(Resampler.rates.lowerBound) to "
          + "\(Resampler.rates.upperBound) Hz can be converted",
        chinese: "它的采样率是 \(rate) Hz；可以转换 \(Resampler.rates.lowerBound) 至 "
          + "\(Resampler.rates.upperBound) Hz")
    case .noSuchChannel(let channel, let count):
      Text(
        english: "has no channel \(channel): it has "
          + (count == 1 ? "1 channel" : "\(count) channels"),
        chinese: "没有声道 \(channel)：它有 \(count) 个声道")
    case .samplerateFailed(let code):
      Text(english: "the resampler failed with error \(code)", chinese: "重采样失败，错误码 \(code)")
    case .storeFailed(let code):
      Text(
        english: "its samples could not be kept in a temporary file: \(Errno(rawValue: code))",
        chinese: "它的采样点无法保存到临时文件：\(Errno(rawValue: code).words.chinese)")
    }
  }
}
