public import AudioFiles
public import VoicePrompts

extension Remedy {
  /// Where a remedy is carried out, which decides about its words.
  public enum Setting: Sendable {
    /// On the command line, by its options.
    case command
    /// In the file of a set, by its keys.
    case set
  }

  /// What to do, in the words of the command.
  public func words(in setting: Setting = .command) -> Text {
    setting == .set ? wordsInSet ?? words : words
  }

  /// Where a set has keys for what the command has options for.
  private var wordsInSet: Text? {
    switch self {
    case .copyAgainOrAllowTruncated:
      Text(english: "copy it again, or set allow-truncated: true to take what is there")
    case .nameRawFormat:
      Text(english: "name it by what it is: .ulaw for µ-law, .sln for 16-bit PCM at 8000 Hz")
    case .mixChannels: Text(english: "set channel: mix")
    case .convertOrBuildAgain: Text(english: "build again")
    case .useChannel(let channel): Text(english: "set channel: \(channel)")
    case .keepChannel(let channel): Text(english: "set channel: \(channel) to keep it")
    case .convertAgain, .convertFor, .copyOrConvertAgain:
      Text(english: "build the set again")
    case .lowerLevelForCleanPrompt: Text(english: "set level: -22 for a clean prompt")
    case .askForLess: Text(english: "set a lower level, or record it again")
    case .setGain: Text(english: "set sound: music if it carries none, or a gain")
    case .setLevel: Text(english: "set level: -22 and build again")
    case .cutSilence: Text(english: "set trim: on and build again")
    case .highPass: Text(english: "set high-pass: on and build again")
    case .shortenAndConvert: Text(english: "shorten the recording and build again")
    case .shorten:
      Text(english: "take a part with start and duration, or for a notifyVoice set split: true")
    case .moveFolderAway: Text(english: "move it away, or change output in the set")
    case .chooseOtherFolder: Text(english: "change output in the set, or the prompt's name")
    case .chooseOtherFolderOrMakeRoom: Text(english: "change output in the set, or make room there")
    default: nil
    }
  }

  private var words: Text {
    switch self {
    // The recording as a file
    case .checkSpelling: Text(english: "check the spelling")
    case .nameRecordingsInFolder: Text(english: "name the recordings in it")
    case .writeToFile: Text(english: "write it to a file first")
    case .copyOrRecordAgain: Text(english: "copy or record it again")
    case .recordAgain: Text(english: "record it again")
    case .renameByHand: Text(english: "rename it with mv")
    case .removeLink: Text(english: "remove it or bring back what it leads to")
    case .nameRecording: Text(english: "name a recording (WAV, FLAC, MP3, Ogg, AIFF, …)")
    case .leaveOutOrChangeBase:
      Text(english: "leave it out of the list, or name a folder above it with --base")
    case .loadFromCloud:
      Text(english: "open it once, or keep it on this computer, and convert it then")
    case .pullFromLFS: Text(english: "fetch what it stands for: git lfs pull")
    case .exportAgain: Text(english: "export it again from the program that made it")
    case .exportAsPCM: Text(english: "export it as 16-bit PCM from the program that made it")

    // The recording as audio
    case .installFFmpeg:
      Text(
        english:
          "install it (apt-get install ffmpeg, dnf install ffmpeg-free, brew install ffmpeg) or "
          + "name one with --ffmpeg")
    case .allowFFmpeg: Text(english: "leave out --ffmpeg never, and ffmpeg: never in the settings")
    case .useOpenCoreAMR:
      Text(
        english: "record without DTX, or name an ffmpeg that has libopencore-amr with --ffmpeg")
    case .nameRawFormat:
      Text(english: "say which: --raw ulaw:8000:1 or --raw s16le:8000:1")
    case .convertWithFFmpeg(let path, let options):
      Text(english: "convert it first: \(FFmpeg.command(path, before: options))")
    case .joinWithFFmpeg(let path): Text(english: "join them again: \(FFmpeg.command(path))")
    case .repairWithFFmpeg(let path):
      Text(english: "repair it first: \(FFmpeg.command(path, before: "-ignore_length 1 "))")
    case .resampleWithFFmpeg(let path):
      Text(english: "resample it first: \(FFmpeg.command(path, after: "-ar 48000 "))")
    case .copyAgainOrAllowTruncated:
      Text(english: "copy it again, or use --allow-truncated to take what is there")
    case .mixChannels: Text(english: "use --channel mix")
    case .useChannel(let channel): Text(english: "use --channel \(channel)")
    case .keepChannel(let channel): Text(english: "use --channel \(channel) to keep it")
    case .startEarlier: Text(english: "give an earlier start")
    case .takeLess: Text(english: "take less, or leave the duration out")
    case .lowerLevelForCleanPrompt: Text(english: "use --level -22 for a clean prompt")
    case .askForLess: Text(english: "ask for less with --level, or record it again")
    case .setGain:
      Text(english: "use --sound music if it carries none, or set the level with --gain")
    case .listen: Text(english: "listen to the prompt")
    case .listenToEnd: Text(english: "listen to the prompt's end")
    case .setLevel: Text(english: "convert the recording again with --level -22")
    case .cutSilence: Text(english: "convert the recording again with --trim on")
    case .highPass: Text(english: "convert the recording again with --high-pass on")
    case .recordQuietly:
      Text(english: "record it again where it is quiet, nearer to the microphone")
    case .shorten(let seconds):
      Text(
        english:
          "shorten it to \(seconds.fixed(2)) s, or raise the limit with --max-size if yours is higher"
      )
    case .shortenRecording: Text(english: "shorten the recording")
    case .shortenAndConvert: Text(english: "shorten the recording and convert it again")
    case .shortenIfPossible: Text(english: "shorten the recording if you can")
    case .listPartsOneByOne:
      Text(english: "list its parts one by one, each with start and duration")

    // The prompt
    case .renameFile: Text(english: "rename the file")
    case .renameOneFile: Text(english: "rename one of the files")
    case .rename(let name): Text(english: "use --rename to write \(name)")
    case .convertAgain: Text(english: "convert the recording again: voiceprompt convert")
    case .convertFor(let profile):
      Text(english: "convert the recording again: voiceprompt convert --profile \(profile)")
    case .copyOrConvertAgain:
      Text(english: "copy it again, or convert the recording again: voiceprompt convert")
    case .repair: Text(english: "repair it without touching the audio: voiceprompt validate --fix")
    case .nothingIfMeant: Text(english: "if that is meant, leave it so")
    case .nameEachRecording:
      Text(
        english: "give each recording a name of its own, or keep their names in a set: voiceprompt "
          + "init")
    case .replaceExisting: Text(english: "use --force to replace what is there")
    case .moveFolderAway: Text(english: "move it away or choose another folder with -o")
    case .chooseOtherFolder: Text(english: "choose another folder with -o")
    case .chooseOtherFolderOrMakeRoom:
      Text(english: "choose another folder with -o, or make room there")

    // Sets
    case .build: Text(english: "build the set: voiceprompt build")
    case .convertOrBuildAgain: Text(english: "convert it again")
    case .changeMaster:
      Text(english: "change the master instead, and replace it: voiceprompt build --force")
    case .listOrRemove:
      Text(english: "list it in the set, or remove it; build --prune removes what builds have made")

    // Requests and programs
    case .correctText: Text(english: "correct the text at this place")
    case .keepOne: Text(english: "leave one of them")
    case .nameRequest(let requests):
      Text(english: "say which request it is: --api \(requests.joined(separator: ", "))")
    case .useNamedType: Text(english: "write it as the type that is named")
    case .addField: Text(english: "add the field")
    case .moveField: Text(english: "see where the field belongs: voiceprompt parameters")
    case .correctField: Text(english: "correct the field's name")
    case .useNamedValue: Text(english: "write one of the values that are named")
    case .fillPlayList(let count):
      Text(english: "give each entry one of the two, and no more than \(count) entries")
    case .writeDigits: Text(english: "make the code as long as that, of digits only")
    case .keepWithinLimits: Text(english: "choose a number within the limits")
    case .nameUploadedPrompt: Text(english: "name a prompt as it was uploaded, with its extension")
    case .correctNameOrAddPrompt: Text(english: "correct the name, or add the prompt")
    case .validatePrompt: Text(english: "see what is wrong with it: voiceprompt validate")
    case .shortenPrompt: Text(english: "shorten the prompt")
    case .addFieldOrRemovePrompt: Text(english: "add the field, or take the prompt out")
    case .switchOnOrRemovePrompt: Text(english: "switch it on, or take the prompt out")
    case .checkComputedName: Text(english: "check by hand that every name it can become is there")
    case .correctNameIfPrompt:
      Text(english: "if it is a prompt, correct the name or add the prompt")
    case .removeOrNamePrompt: Text(english: "remove it, or name it")
    }
  }
}

extension PromptError {
  /// What to do about it, in the words of the command; nil where there is nothing to say.
  public var remedyWords: Text? { remedy?.words(in: listing == nil ? .command : .set) }

  /// Path, what was found, and what to do, on one line.
  public var line: Text { line(in: listing == nil ? .command : .set) }

  /// The same in the words of a setting.
  public func line(in setting: Remedy.Setting) -> Text {
    guard let words = remedy?.words(in: setting) else { return Text(english: description) }
    return Text(english: "\(self); \(words.english)")
  }
}

extension Finding {
  /// What was found and what to do, on one line.
  public func line(in setting: Remedy.Setting = .command) -> Text {
    guard let remedy else { return message }
    return Text(english: "\(message.english); \(remedy.words(in: setting).english)")
  }
}

/// Commands for FFmpeg, as a POSIX shell takes them.
enum FFmpeg {
  /// The command that makes a WAV file of the file at `path`, in the working folder.
  static func command(_ path: String, before: String = "", after: String = "") -> String {
    let name = PathName(path).name
    let stem = PathName(path).nameExtension.map { String(name.dropLast($0.count + 1)) } ?? name
    let target = stem + (stem + ".wav" == name ? "-pcm.wav" : ".wav")
    return "ffmpeg \(before)-i \(quoted(path)) \(after)\(quoted(target))"
  }

  /// A loop that makes WAV files of all recordings whose remedies are to convert them with the same
  /// options; nil where some are not.
  static func command(forAll remedies: [Remedy]) -> String? {
    var paths: [String] = []
    var common: String?
    for remedy in remedies {
      guard case .convertWithFFmpeg(let path, let options) = remedy, common ?? options == options
      else { return nil }
      common = options
      paths.append(path)
    }
    return "for f in \(words(for: paths).joined(separator: " ")); do "
      + "ffmpeg -n \(common ?? "")-i \"$f\" \"${f%.*}.wav\"; done"
  }

  /// Paths that a line has room for.
  private static let mostPaths = 5

  /// Each path, or where they are many a pattern for each folder and extension.
  private static func words(for paths: [String]) -> [String] {
    guard paths.count > mostPaths else { return paths.map(quoted) }
    var patterns: [String] = []
    for path in paths.map(PathName.init) {
      let folder = path.folder.map { quoted($0 == "/" ? "" : $0) + "/" } ?? "./"
      let pattern =
        folder + "*" + (path.nameExtension.map { ".\(path.name.suffix($0.count))" } ?? "")
      if !patterns.contains(pattern) { patterns.append(pattern) }
    }
    return patterns
  }

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
