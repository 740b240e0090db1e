public import TelephonyAudio

/// Why there is no prompt from a source: one file, one reason, and what to do about it.
public struct PromptError: Error, Hashable, Sendable {
  /// The file that the message is about, as it was named.
  public let path: String
  /// What was found.
  public let reason: Reason

  /// Where a set names the file as a master: its keys take the place of options.
  private var listing: String?
  private var isInSet: Bool { listing != nil }

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The same error about a master of a set.
  ///
  /// - Parameter listing: the set and the place in it.
  func inSet(_ listing: String) -> PromptError {
    var error = self
    error.listing = listing
    return error
  }

  /// What can go wrong. Durations are in seconds, sizes in bytes.
  public enum Reason: Hashable, Sendable {
    // The source as a file
    case notFound
    case unreadable(SystemError)
    case notAFile(String)
    case empty
    case nameNotUTF8
    case brokenLink

    // The source as a recording
    case unsupportedFormat(String, ffmpegOptions: String)
    case notAudio(String)
    case unknownFormat(nameExtension: String?)
    case undecodable(String, String)
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
    case illegalName(FileName.Fault, suggestion: String)
    case nameCollision(output: String, otherSource: String, suggestion: String)

    // Writing
    case outputExists(String)
    case outputIsFolder(String)
    case outputIsSource(String)
    case unwritable(String, SystemError)
    case rejected(String, [Finding])
    case notBuilt(String)
    case interrupted

    // Sets and requests
    case invalidText(TextPlace?, String)
  }
}

extension PromptError: CustomStringConvertible {
  /// Path, what was found, and what to do, on one line.
  public var description: String {
    let text = "\(location)\(listing.map { " (\($0))" } ?? ""): \(message)"
    return remedy.map { "\(text); \($0)" } ?? text
  }

  /// The path, and where in the file it is where that is known: `prompts.yml:3:5`.
  public var location: String { place.map { "\(path):\($0)" } ?? path }

  /// Where in a text file it is; nil where it is about the file as a whole.
  public var place: TextPlace? {
    if case .invalidText(let place, _) = reason { place } else { nil }
  }

  /// A stable name for the reason, in kebab-case.
  public var id: String {
    switch reason {
    case .notFound: "not-found"
    case .unreadable: "unreadable"
    case .notAFile: "not-a-file"
    case .empty: "empty"
    case .nameNotUTF8: "name-not-utf8"
    case .brokenLink: "broken-link"
    case .unsupportedFormat: "unsupported-format"
    case .notAudio: "not-audio"
    case .unknownFormat: "unknown-format"
    case .undecodable: "undecodable"
    case .damaged: "damaged"
    case .noAudio: "no-audio"
    case .invalidSamples: "invalid-samples"
    case .wrongScale: "wrong-scale"
    case .signal(.unsupportedSampleRate): "unsupported-sample-rate"
    case .signal(.noSuchChannel): "no-such-channel"
    case .signal(.samplerateFailed): "resampler-failed"
    case .excerptOutside: "excerpt-outside"
    case .noPause: "no-pause"
    case .tooManyParts: "too-many-parts"
    case .changedMeanwhile: "changed-meanwhile"
    case .tooLarge: "too-large"
    case .illegalName: "illegal-name"
    case .nameCollision: "name-collision"
    case .outputExists: "output-exists"
    case .outputIsFolder: "output-is-folder"
    case .outputIsSource: "output-is-source"
    case .unwritable: "unwritable"
    case .rejected: "rejected"
    case .notBuilt: "not-built"
    case .interrupted: "interrupted"
    case .invalidText: "invalid-text"
    }
  }

  /// What was found and what was required.
  public var message: String {
    switch reason {
    case .notFound: "there is no such file or folder"
    case .unreadable(let error): "cannot be read: \(error)"
    case .notAFile(let kind): "this is a \(kind), not a regular file"
    case .empty: "the file is empty (0 bytes)"
    case .brokenLink: "this is a link that leads nowhere"
    case .nameNotUTF8: "the file name is not valid UTF-8"
    case .unsupportedFormat(let format, _): "this is \(format), which voiceprompt does not decode"
    case .notAudio(let what): "this is \(what), not a recording"
    case .unknownFormat(let nameExtension):
      "its content is in no known audio format"
        + (nameExtension.map { ", although its name ends in .\($0)" } ?? "")
    case .undecodable(let format, let detail): "this \(format) file is damaged: \(detail)"
    case .damaged(.cutShort(let promised, let present)) where promised > 0:
      "cut short: of \(promised.duration) of audio that the header promises, "
        + "\(present.duration) can be decoded"
    case .damaged(.cutShort): "cut short: the header promises audio, the file holds none"
    case .damaged(.unfinished(let counted, let following)):
      "the header counts \(counted.grouped) bytes of audio, but \(following.grouped) more follow: "
        + "the recording program did not finish the file"
    case .damaged(.joined(let seconds)):
      "several recordings are joined in this file, and only the first \(seconds.duration) can be "
        + "decoded"
    case .damaged(.breaksOff(let seconds)):
      "cut short: the file breaks off after \(seconds.duration)"
    case .damaged(.corrupt(let seconds)):
      "damaged after \(seconds.duration): bytes are wrong or missing"
    case .noAudio: "the recording has no audio: 0 frames"
    case .invalidSamples: "the recording has samples that are infinite or not a number"
    case .wrongScale(let decibels):
      "the samples reach \(decibels.fixed(0)) dB above full scale, so their scale must be wrong"
    case .signal(.unsupportedSampleRate(let rate)):
      "its sample rate is \(rate) Hz; \(Resampler.sourceRates.lowerBound) to "
        + "\(Resampler.sourceRates.upperBound) Hz can be converted"
    case .signal(.noSuchChannel(let channel, let count)):
      "has no channel \(channel): it has \(count == 1 ? "1 channel" : "\(count) channels")"
    case .signal(.samplerateFailed(let code)): "the resampler failed with error \(code)"
    case .excerptOutside(let start, let end?, let duration) where start < duration:
      "start and duration ask for audio up to \(end.fixed(2)) s, and the recording ends at "
        + "\(duration.fixed(2)) s"
    case .excerptOutside(let start, _, let duration):
      "start is \(start.fixed(2)) s, and the recording is over after \(duration.fixed(2)) s"
    case .tooManyParts(let parts):
      "cannot be split: it would take more than \(parts) parts that are under the limit, and "
        + "playInfoList plays \(parts) at most"
    case .changedMeanwhile: "the recording was changed while it was converted"
    case .noPause(let start, let end, let parts):
      "cannot be split into at most \(parts) parts that are under the limit: there is no pause "
        + "where one is needed, between \(start.fixed(2)) s and \(end.fixed(2)) s"
    case .tooLarge(let size?, let limit, let duration?, let seconds):
      "too long: \(duration.fixed(2)) s become \(size), and the limit of \(limit) is reached "
        + "after \(seconds.fixed(2)) s"
    case .tooLarge(_, let limit, _, let seconds):
      "too long: the limit of \(limit) is reached after \(seconds.fixed(2)) s"
    case .illegalName(let fault, _): fault.message
    case .nameCollision(let output, let other, _): "would become \(output), as would \(other)"
    case .outputExists(let output): "\(output) exists already"
    case .outputIsFolder(let output): "\(output) is a folder"
    case .outputIsSource(let output): "\(output) is itself one of the sources"
    case .unwritable(let output, let error): "\(output) cannot be written: \(error)"
    case .rejected(let output, let findings):
      "\(output) would not be accepted: "
        + findings.map { "\($0.message) [\($0.rule)]" }.joined(separator: "; ")
    case .notBuilt(let output): "\(output) exists already, and no build has made it"
    case .interrupted: "not converted: interrupted"
    case .invalidText(_, let message): message
    }
  }

  /// What to do about it; nil where there is nothing to say.
  public var remedy: String? {
    switch reason {
    case .notFound: "check the spelling"
    case .rejected(_, let findings): findings.first?.remedy
    case .unreadable, .interrupted, .signal(.samplerateFailed), .invalidText: nil
    case .notAFile("folder"): "name the recordings in it"
    case .notAFile: "write it to a file first"
    case .empty: "copy or record it again"
    case .nameNotUTF8: "rename it with mv"
    case .brokenLink: "remove it or bring back what it leads to"
    case .unsupportedFormat(_, let options):
      "convert it first: ffmpeg \(options)-i \(Shell.quoted(path)) \(Shell.quoted(ffmpegTarget))"
    case .notAudio: "name a recording (WAV, FLAC, MP3, Ogg, AIFF, …)"
    case .undecodable, .unknownFormat: "export it again from the program that made it"
    case .damaged(.joined):
      "join them again: ffmpeg -i \(Shell.quoted(path)) \(Shell.quoted(ffmpegTarget))"
    case .damaged(.unfinished):
      "repair it first: ffmpeg -ignore_length 1 -i \(Shell.quoted(path)) "
        + Shell.quoted(ffmpegTarget)
    case .damaged where isInSet:
      "copy it again, or set allow-truncated: true to take what is there"
    case .damaged: "copy it again, or use --allow-truncated to take what is there"
    case .noAudio: "record it again"
    case .invalidSamples, .wrongScale: "export it as 16-bit PCM from the program that made it"
    case .signal(.unsupportedSampleRate):
      "resample it first: ffmpeg -i \(Shell.quoted(path)) -ar 48000 \(Shell.quoted(ffmpegTarget))"
    case .signal(.noSuchChannel): isInSet ? "set channel: mix" : "use --channel mix"
    case .excerptOutside: "give an earlier start or a smaller duration"
    case .tooManyParts: "shorten the recording"
    case .changedMeanwhile: "build again"
    case .noPause: "list its parts one by one, each with start and duration"
    case .notBuilt: "use --force to replace it"
    case .tooLarge where isInSet:
      "take a part with start and duration, or for a notifyVoice set split: true"
    case .tooLarge(_, _, _, let seconds):
      "shorten it to \(seconds.fixed(2)) s, or raise the limit with --max-size if yours is higher"
    case .illegalName(_, let suggestion): "use --rename to write \(suggestion)"
    case .nameCollision(_, _, let suggestion): "use --rename to write \(suggestion)"
    case .outputExists: "use --force to replace it"
    case .outputIsFolder where isInSet: "move it away, or change output in the set"
    case .outputIsSource where isInSet: "change output in the set, or the prompt's name"
    case .unwritable where isInSet: "change output in the set, or make room there"
    case .outputIsFolder: "move it away or choose another folder with -o"
    case .outputIsSource: "choose another folder with -o"
    case .unwritable: "choose another folder with -o, or make room there"
    }
  }

  /// The name for a file that FFmpeg is to make from this one, in the working folder.
  private var ffmpegTarget: String {
    let name = PathName(path).name
    let stem = PathName(path).nameExtension.map { String(name.dropLast($0.count + 1)) } ?? name
    return stem + (stem + ".wav" == name ? "-pcm.wav" : ".wav")
  }
}

/// The way a POSIX shell takes words literally.
enum Shell {
  /// `word` as one word of a shell command, quoted where it has to be.
  static func quoted(_ word: String) -> String {
    let path = word.hasPrefix("-") ? "./" + word : word
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "/._-+@%,:".unicodeScalars.contains($0)
    }
    if isPlain, !path.isEmpty { return path }
    return "'"
      + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
