/// What to do about a finding or an error, with the data that it takes.
///
/// Each front end words it in its own way: the command with its options, a page as a button.
public enum Remedy: Hashable, Sendable {
  // The recording as a file
  case checkSpelling
  case nameRecordingsInFolder
  case writeToFile
  case copyOrRecordAgain
  case recordAgain
  case renameByHand
  case removeLink
  case nameRecording
  case leaveOutOrChangeBase
  case loadFromCloud
  case pullFromLFS
  case exportAgain
  case exportAsPCM

  // The recording as audio
  /// Install the program that decodes it.
  case installFFmpeg
  /// Let the program that decodes it be used.
  case allowFFmpeg
  /// Use an ffmpeg whose AMR decoder keeps silence.
  case useOpenCoreAMR
  /// Say what it is that has no header.
  case nameRawFormat
  /// Convert it with FFmpeg, which needs these options before its input.
  case convertWithFFmpeg(path: String, options: String)
  /// Join its parts anew with FFmpeg.
  case joinWithFFmpeg(path: String)
  /// Let FFmpeg take all audio, whatever the header says.
  case repairWithFFmpeg(path: String)
  /// Let FFmpeg bring it to a rate that can be converted.
  case resampleWithFFmpeg(path: String)
  case copyAgainOrAllowTruncated
  case mixChannels
  /// Take this channel, counted from 1, because the mix is silent.
  case useChannel(Int)
  /// Take this channel, counted from 1, because the mix is weaker.
  case keepChannel(Int)
  case startEarlier
  case takeLess
  case lowerLevelForCleanPrompt
  case askForLess
  case setGain
  case listen
  case listenToEnd
  case setLevel
  case cutSilence
  case highPass
  case recordQuietly
  case shorten(toSeconds: Double)
  case shortenRecording
  case shortenAndConvert
  case shortenIfPossible
  case listPartsOneByOne

  // The prompt
  case renameFile
  case renameOneFile
  /// Let the tool write this name.
  case rename(to: String)
  case convertAgain
  /// The same for the platform with this id.
  case convertFor(profile: String)
  case copyOrConvertAgain
  /// Rewrite the bytes around the audio.
  case repair
  case nothingIfMeant
  case replaceExisting
  case nameEachRecording
  case moveFolderAway
  case chooseOtherFolder
  case chooseOtherFolderOrMakeRoom

  // Sets
  case build
  case convertOrBuildAgain
  case changeMaster
  case listOrRemove
  /// See what is there now, and change that.
  case lookAgain

  // Requests and programs
  case correctText
  case keepOne
  /// Say which of these requests it is.
  case nameRequest([String])
  case useNamedType
  case addField
  case moveField
  case correctField
  case useNamedValue
  case fillPlayList(maximumCount: Int)
  case writeDigits
  case keepWithinLimits
  case nameUploadedPrompt
  case correctNameOrAddPrompt
  case validatePrompt
  case shortenPrompt
  case addFieldOrRemovePrompt
  case switchOnOrRemovePrompt
  case checkComputedName
  case correctNameIfPrompt
  case removeOrNamePrompt
}
