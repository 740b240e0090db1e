import AudioFiles
import SystemPackage
import TelephonyAudio
import TestSupport
import Testing

@testable import VoicePromptReports
@testable import VoicePrompts

@Suite struct RemedyWordsTests {
  @Test(
    arguments: [
      (.file(.notFound), "a b.mp3: there is no such file or folder; check the spelling"),
      (
        .file(.unsupportedFormat(Text(english: "AMR"), ffmpegOptions: "")),
        "a b.mp3: this is AMR, which voiceprompt does not decode; "
          + "convert it first: ffmpeg -i 'a b.mp3' 'a b.wav'"
      ),
      (
        .damaged(.cutShort(promised: 12, present: 5.314)),
        "a b.mp3: cut short: of 12.00 s of audio that the header promises, 5.31 s can be decoded; "
          + "copy it again, or use --allow-truncated to take what is there"
      ),
      (
        .tooLarge(
          ByteSize(2_400_058), limit: PlatformProfile.standard.maximumSize, duration: 300,
          limitReachedAt: 249.99),
        "a b.mp3: too long: 300.00 s become 2,400,058 bytes, and the limit of 2,000,000 bytes is "
          + "reached after 249.99 s; shorten it to 249.99 s, or raise the limit with --max-size "
          + "if yours is higher"
      ),
      (.interrupted, "a b.mp3: not converted: interrupted"),
    ] as [(PromptError.Context, String)])
  func messagesSayWhatWasFoundAndWhatToDo(_ context: PromptError.Context, _ text: String) {
    #expect(PromptError("a b.mp3", context).line.english == text)
  }

  @Test(
    arguments: [
      (.signal(.noSuchChannel(2, channelCount: 1)), "set channel: mix"),
      (
        .excerptOutside(start: 3, end: nil, duration: 1),
        "give an earlier start"
      ),
      (
        .damaged(.breaksOff(after: 1)),
        "copy it again, or set allow-truncated: true to take what is there"
      ),
      (
        .tooLarge(nil, limit: ByteSize(60), duration: nil, limitReachedAt: 1),
        "take a part with start and duration, or for a notifyVoice set split: true"
      ),
      (.outputIsFolder("prompts/a.wav"), "move it away, or change output in the set"),
      (.outputIsRecording("prompts/a.wav"), "change output in the set, or the prompt's name"),
      (.unwritable("prompts/a.wav", .noSpace), "change output in the set, or make room there"),
      (.foreignPrompt("prompts/a.wav"), "use --force to replace what is there"),
    ] as [(PromptError.Context, String)])
  func whatToDoIsSaidInTheSetsWords(_ context: PromptError.Context, _ words: String) {
    let error = PromptError("m/a.wav", context).inSet("prompts.yml:2:3")
    #expect(error.remedyWords?.english == words)
    #expect(error.line.english == "m/a.wav (prompts.yml:2:3): \(error.message); \(words)")
  }

  /// One of each kind, in the order of their declaration.
  static let all: [Remedy] = [
    .checkSpelling, .nameRecordingsInFolder, .writeToFile, .copyOrRecordAgain, .recordAgain,
    .renameByHand, .removeLink, .nameRecording, .exportAgain, .exportAsPCM,
    .convertWithFFmpeg(path: "a.m4a", options: ""), .joinWithFFmpeg(path: "a.mp3"),
    .repairWithFFmpeg(path: "a.wav"), .resampleWithFFmpeg(path: "a.wav"),
    .copyAgainOrAllowTruncated, .mixChannels, .useChannel(1), .keepChannel(2),
    .startEarlier, .takeLess, .lowerLevelForCleanPrompt, .askForLess, .setGain, .listen,
    .listenToEnd, .setLevel, .cutSilence, .highPass, .recordQuietly,
    .shorten(toSeconds: 249.99), .shortenRecording, .shortenAndConvert, .shortenIfPossible,
    .listPartsOneByOne, .renameFile, .renameOneFile,
    .rename(to: "a.wav"), .convertAgain, .copyOrConvertAgain, .repair, .nothingIfMeant,
    .replaceExisting, .nameEachRecording, .moveFolderAway, .chooseOtherFolder,
    .chooseOtherFolderOrMakeRoom, .build,
    .convertOrBuildAgain, .changeMaster, .listOrRemove, .lookAgain, .correctText, .keepOne,
    .nameRequest(["ax", "axb"]),
    .useNamedType, .addField, .moveField, .fillPlayList(maximumCount: 5), .writeDigits,
    .keepWithinLimits, .nameUploadedPrompt, .correctNameOrAddPrompt, .validatePrompt,
    .shortenPrompt, .addFieldOrRemovePrompt, .switchOnOrRemovePrompt, .checkComputedName,
    .removeOrNamePrompt,
  ]

  @Test(arguments: all)
  func everyRemedyHasWords(_ remedy: Remedy) {
    for setting in [Remedy.Setting.command, .set] {
      let words = remedy.words(in: setting).english
      #expect(!words.isEmpty && !words.hasSuffix(".") && !words.hasSuffix(" "))
      #expect(words.first?.isLowercase == true)
    }
  }

  @Test func noTwoRemediesShareTheirWords() {
    let words = Self.all.map { $0.words() }
    #expect(Set(words).count == words.count)
  }

  @Test func onlyWhereTheCommandDiffersDoSetsHaveTheirOwnWords() {
    let own = Self.all.filter { $0.words(in: .set) != $0.words() }
    #expect(
      own == [
        .copyAgainOrAllowTruncated, .mixChannels, .useChannel(1), .keepChannel(2),
        .lowerLevelForCleanPrompt, .askForLess, .setGain, .setLevel, .cutSilence, .highPass,
        .shorten(toSeconds: 249.99), .shortenAndConvert, .convertAgain,
        .copyOrConvertAgain, .moveFolderAway, .chooseOtherFolder, .chooseOtherFolderOrMakeRoom,
        .convertOrBuildAgain,
      ])
    for remedy in own { #expect(!remedy.words(in: .set).english.contains("--")) }
  }

  // MARK: Commands

  @Test func theCommandForFFmpegNeverNamesItsOwnInput() {
    let remedy = Remedy.convertWithFFmpeg(path: "in/a.wav", options: "")
    #expect(remedy.words().english == "convert it first: ffmpeg -i in/a.wav a-pcm.wav")
  }

  @Test(arguments: [
    (Remedy.joinWithFFmpeg(path: "a.mp3"), "join them again: ffmpeg -i a.mp3 a.wav"),
    (
      .repairWithFFmpeg(path: "a.wav"),
      "repair it first: ffmpeg -ignore_length 1 -i a.wav a-pcm.wav"
    ),
    (.resampleWithFFmpeg(path: "a.flac"), "resample it first: ffmpeg -i a.flac -ar 48000 a.wav"),
    (
      .convertWithFFmpeg(path: "a.g722", options: "-f g722 "),
      "convert it first: ffmpeg -f g722 -i a.g722 a.wav"
    ),
  ])
  func optionsStandWhereFFmpegNeedsThem(_ remedy: Remedy, _ words: String) {
    #expect(remedy.words().english == words)
  }

  @Test(arguments: [
    ("plain/path_1.wav", "plain/path_1.wav"), ("-rf", "./-rf"), ("a b", "'a b'"),
    ("it's", "'it'\\''s'"), ("$(rm)", "'$(rm)'"), ("等待音", "等待音"), ("", "''"), ("~x", "'~x'"),
  ])
  func shellWordsAreQuoted(_ word: String, _ quoted: String) {
    #expect(FFmpeg.quoted(word) == quoted)
  }
}
