public import AudioFiles
public import VoicePrompts

extension Remedy {
  /// Where a remedy is carried out, which decides about its words.
  public enum Setting: Sendable {
    /// On the command line, by its options.
    case command
    /// In the file of a set, by its keys.
    case set
    /// On a page, by its controls.
    case page
  }

  /// What to do, in the words of the command or of another setting.
  public func words(in setting: Setting = .command) -> Text {
    switch setting {
    case .command: words
    case .set: wordsInSet ?? words
    case .page: wordsOnPage ?? words
    }
  }

  /// Where a page has controls for what the command has options for.
  private var wordsOnPage: Text? {
    switch self {
    case .renameByHand, .renameFile, .renameOneFile:
      Text(english: "give it another name", chinese: "换一个名称")
    case .rename(let name): Text(english: "name it \(name)", chinese: "命名为 \(name)")
    case .nameRecording:
      Text(
        english: "choose a recording (WAV, FLAC, MP3, Ogg, AIFF, …)",
        chinese: "选择一个录音（WAV、FLAC、MP3、Ogg、AIFF 等）")
    case .pullFromLFS:
      Text(english: "fetch the recording that it stands for", chinese: "取回它所代表的录音")
    case .installFFmpeg:
      Text(
        english: "install ffmpeg and start the studio again, or export the recording as WAV",
        chinese: "安装 ffmpeg 后重新启动工作室，或将录音导出为 WAV")
    case .allowFFmpeg:
      Text(
        english: "start the studio so that it may use ffmpeg, or export the recording as WAV",
        chinese: "启动工作室时允许使用 ffmpeg，或将录音导出为 WAV")
    case .useOpenCoreAMR:
      Text(
        english: "record without DTX, or export the recording as WAV",
        chinese: "录制时不用 DTX，或将录音导出为 WAV")
    case .nameRawFormat:
      Text(
        english: "name it by what it is: .ulaw for µ-law, .sln for 16-bit PCM at 8000 Hz",
        chinese: "按实际格式命名：µ 律用 .ulaw，8000 Hz 的 16 位 PCM 用 .sln")
    case .convertWithFFmpeg, .joinWithFFmpeg, .repairWithFFmpeg, .resampleWithFFmpeg:
      Text(english: "export the recording as WAV", chinese: "将录音导出为 WAV")
    case .copyAgainOrAllowTruncated:
      Text(
        english: "copy it again, or take what is there", chinese: "重新复制，或使用现有部分")
    case .mixChannels: Text(english: "mix the channels", chinese: "混合声道")
    case .useChannel(let channel):
      Text(english: "use channel \(channel)", chinese: "使用声道 \(channel)")
    case .keepChannel(let channel):
      Text(english: "use channel \(channel) to keep it", chinese: "使用声道 \(channel) 以保留它")
    case .startEarlier: Text(english: "move the start", chinese: "移动起点")
    case .takeLess: Text(english: "move the end", chinese: "移动终点")
    case .lowerLevelForCleanPrompt:
      Text(
        english: "bring it to -22 dB for a clean prompt", chinese: "调到 -22 dB 可得到无失真的提示音")
    case .askForLess:
      Text(english: "choose a lower level, or record it again", chinese: "选择较低的响度，或重新录制")
    case .setGain:
      Text(english: "choose music if nobody speaks", chinese: "如果没有人说话，选择音乐")
    case .setLevel: Text(english: "bring it to -22 dB", chinese: "调到 -22 dB")
    case .cutSilence: Text(english: "cut the silence", chinese: "剪去静音")
    case .highPass:
      Text(english: "choose speech, which removes it", chinese: "选择语音，会将其去除")
    case .shorten(let seconds):
      Text(
        english: "shorten it to \(seconds.fixed(2)) s, by the handles",
        chinese: "用两个手柄缩短到 \(seconds.fixed(2)) s")
    case .shortenRecording, .shortenAndConvert, .shortenIfPossible, .shortenPrompt:
      Text(english: "shorten it by the handles", chinese: "用两个手柄缩短")
    case .convertAgain, .convertFor, .copyOrConvertAgain, .convertOrBuildAgain, .repair, .build:
      Text(english: "save it again", chinese: "重新保存")
    case .replaceExisting: Text(english: "replace what is there", chinese: "替换现有文件")
    case .nameEachRecording:
      Text(english: "give each recording a name of its own", chinese: "给每个录音取不同的名称")
    case .moveFolderAway, .chooseOtherFolder:
      Text(english: "choose another name", chinese: "选择其他名称")
    case .chooseOtherFolderOrMakeRoom:
      Text(
        english: "make room in the folder, or see that it can be written to",
        chinese: "在文件夹中腾出空间，或确认可以写入")
    case .changeMaster:
      Text(english: "change the master instead, and save it again", chinese: "改为修改母版录音，再重新保存")
    case .listOrRemove:
      Text(english: "save a recording under this name, or remove it", chinese: "以此名称保存录音，或删除它")
    case .validatePrompt: Text(english: "save it again", chinese: "重新保存")
    default: nil
    }
  }

  /// Where a set has keys for what the command has options for.
  private var wordsInSet: Text? {
    switch self {
    case .copyAgainOrAllowTruncated:
      Text(
        english: "copy it again, or set allow-truncated: true to take what is there",
        chinese: "重新复制，或设 allow-truncated: true 使用现有部分")
    case .nameRawFormat:
      Text(
        english: "name it by what it is: .ulaw for µ-law, .sln for 16-bit PCM at 8000 Hz",
        chinese: "按实际格式命名：µ 律用 .ulaw，8000 Hz 的 16 位 PCM 用 .sln")
    case .mixChannels: Text(english: "set channel: mix", chinese: "设 channel: mix")
    case .convertOrBuildAgain: Text(english: "build again", chinese: "重新构建")
    case .useChannel(let channel):
      Text(english: "set channel: \(channel)", chinese: "设 channel: \(channel)")
    case .keepChannel(let channel):
      Text(english: "set channel: \(channel) to keep it", chinese: "设 channel: \(channel) 以保留该声道")
    case .convertAgain, .convertFor, .copyOrConvertAgain:
      Text(english: "build the set again", chinese: "重新构建提示音集")
    case .lowerLevelForCleanPrompt:
      Text(english: "set level: -22 for a clean prompt", chinese: "设 level: -22 可得到无失真的提示音")
    case .askForLess:
      Text(english: "set a lower level, or record it again", chinese: "设较低的 level，或重新录制")
    case .setGain:
      Text(
        english: "set sound: music if it carries none, or a gain",
        chinese: "如果没有语音，设 sound: music，或设 gain")
    case .setLevel: Text(english: "set level: -22 and build again", chinese: "设 level: -22 并重新构建")
    case .cutSilence: Text(english: "set trim: on and build again", chinese: "设 trim: on 并重新构建")
    case .highPass:
      Text(english: "set high-pass: on and build again", chinese: "设 high-pass: on 并重新构建")
    case .shortenAndConvert:
      Text(english: "shorten the recording and build again", chinese: "缩短录音并重新构建")
    case .shorten:
      Text(
        english: "take a part with start and duration, or for a notifyVoice set split: true",
        chinese: "用 start 和 duration 截取一段，或对 notifyVoice 设 split: true")
    case .moveFolderAway:
      Text(english: "move it away, or change output in the set", chinese: "将它移走，或修改提示音集中的 output")
    case .chooseOtherFolder:
      Text(
        english: "change output in the set, or the prompt's name",
        chinese: "修改提示音集中的 output，或提示音的名称")
    case .chooseOtherFolderOrMakeRoom:
      Text(
        english: "change output in the set, or make room there", chinese: "修改提示音集中的 output，或在该处腾出空间"
      )
    default: nil
    }
  }

  private var words: Text {
    switch self {
    // The recording as a file
    case .checkSpelling: Text(english: "check the spelling", chinese: "检查拼写")
    case .nameRecordingsInFolder: Text(english: "name the recordings in it", chinese: "写明其中的录音")
    case .writeToFile: Text(english: "write it to a file first", chinese: "先将它写入文件")
    case .copyOrRecordAgain: Text(english: "copy or record it again", chinese: "重新复制或录制")
    case .recordAgain: Text(english: "record it again", chinese: "重新录制")
    case .renameByHand: Text(english: "rename it with mv", chinese: "用 mv 重命名")
    case .removeLink:
      Text(english: "remove it or bring back what it leads to", chinese: "删除它，或恢复它指向的内容")
    case .nameRecording:
      Text(
        english: "name a recording (WAV, FLAC, MP3, Ogg, AIFF, …)",
        chinese: "指定一个录音（WAV、FLAC、MP3、Ogg、AIFF 等）")
    case .leaveOutOrChangeBase:
      Text(
        english: "leave it out of the list, or name a folder above it with --base",
        chinese: "将它从列表中去掉，或用 --base 指定它上层的文件夹")
    case .loadFromCloud:
      Text(
        english: "open it once, or keep it on this computer, and convert it then",
        chinese: "先打开一次，或保留在本机，然后再转换")
    case .pullFromLFS:
      Text(english: "fetch what it stands for: git lfs pull", chinese: "取回它所代表的文件：git lfs pull")
    case .exportAgain:
      Text(english: "export it again from the program that made it", chinese: "用制作它的程序重新导出")
    case .exportAsPCM:
      Text(
        english: "export it as 16-bit PCM from the program that made it",
        chinese: "用制作它的程序导出为 16 位 PCM")

    // The recording as audio
    case .installFFmpeg:
      Text(
        english:
          "install it (apt-get install ffmpeg, dnf install ffmpeg-free, brew install ffmpeg) or "
          + "name one with --ffmpeg",
        chinese:
          "安装它（apt-get install ffmpeg、dnf install ffmpeg-free 或 brew install ffmpeg），或用 --ffmpeg 指定"
      )
    case .allowFFmpeg:
      Text(
        english: "leave out --ffmpeg never, and ffmpeg: never in the settings",
        chinese: "去掉 --ffmpeg never，以及设置中的 ffmpeg: never")
    case .useOpenCoreAMR:
      Text(
        english: "record without DTX, or name an ffmpeg that has libopencore-amr with --ffmpeg",
        chinese: "录制时不用 DTX，或用 --ffmpeg 指定带有 libopencore-amr 的 ffmpeg")
    case .nameRawFormat:
      Text(
        english: "say which: --raw ulaw:8000:1 or --raw s16le:8000:1",
        chinese: "说明是哪一种：--raw ulaw:8000:1 或 --raw s16le:8000:1")
    case .convertWithFFmpeg(let path, let options):
      Text(
        english: "convert it first: \(FFmpeg.command(path, before: options))",
        chinese: "先转换：\(FFmpeg.command(path, before: options))")
    case .joinWithFFmpeg(let path):
      Text(
        english: "join them again: \(FFmpeg.command(path))", chinese: "重新拼接：\(FFmpeg.command(path))"
      )
    case .repairWithFFmpeg(let path):
      Text(
        english: "repair it first: \(FFmpeg.command(path, before: "-ignore_length 1 "))",
        chinese: "先修复：\(FFmpeg.command(path, before: "-ignore_length 1 "))")
    case .resampleWithFFmpeg(let path):
      Text(
        english: "resample it first: \(FFmpeg.command(path, after: "-ar 48000 "))",
        chinese: "先重采样：\(FFmpeg.command(path, after: "-ar 48000 "))")
    case .copyAgainOrAllowTruncated:
      Text(
        english: "copy it again, or use --allow-truncated to take what is there",
        chinese: "重新复制，或用 --allow-truncated 使用现有部分")
    case .mixChannels: Text(english: "use --channel mix", chinese: "用 --channel mix")
    case .useChannel(let channel):
      Text(english: "use --channel \(channel)", chinese: "用 --channel \(channel)")
    case .keepChannel(let channel):
      Text(english: "use --channel \(channel) to keep it", chinese: "用 --channel \(channel) 保留该声道")
    case .startEarlier: Text(english: "give an earlier start", chinese: "指定更早的起点")
    case .takeLess: Text(english: "take less, or leave the duration out", chinese: "截取短一些，或不指定时长")
    case .lowerLevelForCleanPrompt:
      Text(english: "use --level -22 for a clean prompt", chinese: "用 --level -22 可得到无失真的提示音")
    case .askForLess:
      Text(
        english: "ask for less with --level, or record it again", chinese: "用 --level 指定较低的响度，或重新录制"
      )
    case .setGain:
      Text(
        english: "use --sound music if it carries none, or set the level with --gain",
        chinese: "如果没有语音，用 --sound music，或用 --gain 设定响度")
    case .listen: Text(english: "listen to the prompt", chinese: "试听提示音")
    case .listenToEnd: Text(english: "listen to the prompt's end", chinese: "试听提示音的结尾")
    case .setLevel:
      Text(english: "convert the recording again with --level -22", chinese: "用 --level -22 重新转换录音")
    case .cutSilence:
      Text(english: "convert the recording again with --trim on", chinese: "用 --trim on 重新转换录音")
    case .highPass:
      Text(
        english: "convert the recording again with --high-pass on",
        chinese: "用 --high-pass on 重新转换录音")
    case .recordQuietly:
      Text(
        english: "record it again where it is quiet, nearer to the microphone",
        chinese: "在安静处靠近麦克风重新录制")
    case .shorten(let seconds):
      Text(
        english:
          "shorten it to \(seconds.fixed(2)) s, or raise the limit with --max-size if yours is higher",
        chinese: "缩短到 \(seconds.fixed(2)) s，如果平台给出的上限更高，用 --max-size 提高上限")
    case .shortenRecording: Text(english: "shorten the recording", chinese: "缩短录音")
    case .shortenAndConvert:
      Text(english: "shorten the recording and convert it again", chinese: "缩短录音并重新转换")
    case .shortenIfPossible: Text(english: "shorten the recording if you can", chinese: "尽可能缩短录音")
    case .listPartsOneByOne:
      Text(
        english: "list its parts one by one, each with start and duration",
        chinese: "逐段列出，每段写明 start 和 duration")

    // The prompt
    case .renameFile: Text(english: "rename the file", chinese: "重命名该文件")
    case .renameOneFile: Text(english: "rename one of the files", chinese: "重命名其中一个文件")
    case .rename(let name):
      Text(english: "use --rename to write \(name)", chinese: "用 --rename 写为 \(name)")
    case .convertAgain:
      Text(
        english: "convert the recording again: voiceprompt convert",
        chinese: "重新转换录音：voiceprompt convert")
    case .convertFor(let profile):
      Text(
        english: "convert the recording again: voiceprompt convert --profile \(profile)",
        chinese: "重新转换录音：voiceprompt convert --profile \(profile)")
    case .copyOrConvertAgain:
      Text(
        english: "copy it again, or convert the recording again: voiceprompt convert",
        chinese: "重新复制，或重新转换录音：voiceprompt convert")
    case .repair:
      Text(
        english: "repair it without touching the audio: voiceprompt validate --fix",
        chinese: "修复文件头，不改动音频：voiceprompt validate --fix")
    case .nothingIfMeant: Text(english: "if that is meant, leave it so", chinese: "如果有意如此，不必处理")
    case .nameEachRecording:
      Text(
        english: "give each recording a name of its own, or keep their names in a set: voiceprompt "
          + "init", chinese: "给每个录音取不同的名称，或用提示音集记下名称：voiceprompt init")
    case .replaceExisting:
      Text(english: "use --force to replace what is there", chinese: "用 --force 替换现有文件")
    case .moveFolderAway:
      Text(english: "move it away or choose another folder with -o", chinese: "将它移走，或用 -o 选择其他文件夹")
    case .chooseOtherFolder: Text(english: "choose another folder with -o", chinese: "用 -o 选择其他文件夹")
    case .chooseOtherFolderOrMakeRoom:
      Text(
        english: "choose another folder with -o, or make room there",
        chinese: "用 -o 选择其他文件夹，或在该处腾出空间")

    // Sets
    case .build:
      Text(english: "build the set: voiceprompt build", chinese: "构建提示音集：voiceprompt build")
    case .convertOrBuildAgain: Text(english: "convert it again", chinese: "重新转换")
    case .changeMaster:
      Text(
        english: "change the master instead, and replace it: voiceprompt build --force",
        chinese: "改为修改母版录音，再替换它：voiceprompt build --force")
    case .listOrRemove:
      Text(
        english: "list it in the set, or remove it; build --prune removes what builds have made",
        chinese: "在提示音集中列出它，或删除它；build --prune 会删除由构建生成的文件")
    case .lookAgain:
      Text(
        english: "look at what is there now, and change that", chinese: "查看现在的内容，再修改它")

    // Requests and programs
    case .correctText: Text(english: "correct the text at this place", chinese: "改正此处的文本")
    case .keepOne: Text(english: "leave one of them", chinese: "只保留一个")
    case .nameRequest(let requests):
      Text(
        english: "say which request it is: --api \(requests.joined(separator: ", "))",
        chinese: "指明是哪个请求：--api \(requests.joined(separator: "、"))")
    case .useNamedType: Text(english: "write it as the type that is named", chinese: "按所示类型书写")
    case .addField: Text(english: "add the field", chinese: "补上该字段")
    case .moveField:
      Text(
        english: "see where the field belongs: voiceprompt parameters",
        chinese: "查看该字段应在的位置：voiceprompt parameters")
    case .correctField: Text(english: "correct the field's name", chinese: "改正字段名")
    case .useNamedValue: Text(english: "write one of the values that are named", chinese: "改为所示值之一")
    case .fillPlayList(let count):
      Text(
        english: "give each entry one of the two, and no more than \(count) entries",
        chinese: "每项给出二者之一，且不超过 \(count) 项")
    case .writeDigits:
      Text(english: "make the code as long as that, of digits only", chinese: "将验证码改为该长度，只用数字")
    case .keepWithinLimits: Text(english: "choose a number within the limits", chinese: "选择范围内的数字")
    case .nameUploadedPrompt:
      Text(
        english: "name a prompt as it was uploaded, with its extension", chinese: "按上传时的名称写提示音，带扩展名"
      )
    case .correctNameOrAddPrompt:
      Text(english: "correct the name, or add the prompt", chinese: "改正名称，或添加该提示音")
    case .validatePrompt:
      Text(
        english: "see what is wrong with it: voiceprompt validate",
        chinese: "查看它的问题：voiceprompt validate")
    case .shortenPrompt: Text(english: "shorten the prompt", chinese: "缩短提示音")
    case .addFieldOrRemovePrompt:
      Text(english: "add the field, or take the prompt out", chinese: "补上该字段，或去掉该提示音")
    case .switchOnOrRemovePrompt:
      Text(english: "switch it on, or take the prompt out", chinese: "将它打开，或去掉该提示音")
    case .checkComputedName:
      Text(
        english: "check by hand that every name it can become is there", chinese: "人工检查它可能取的每个名称都存在"
      )
    case .correctNameIfPrompt:
      Text(
        english: "if it is a prompt, correct the name or add the prompt",
        chinese: "如果是提示音，改正名称或添加该提示音")
    case .removeOrNamePrompt: Text(english: "remove it, or name it", chinese: "删除它，或为它命名")
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
    guard let words = remedy?.words(in: setting) else {
      return Text(english: description, chinese: description)
    }
    return Text(english: "\(self); \(words)", chinese: "\(self)；\(words)")
  }
}

extension Finding {
  /// What was found and what to do, on one line.
  public func line(in setting: Remedy.Setting = .command) -> Text {
    guard let words = remedy?.words(in: setting) else { return message }
    let message = message
    return Text(english: "\(message); \(words)", chinese: "\(message)；\(words)")
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
