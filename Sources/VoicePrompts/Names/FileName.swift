/// The name of a prompt file, and the rule that it must follow: ``PromptSpec/nameCharacters``,
/// letters and digits of ASCII, 1 to 128 characters, `.wav` at the end.
public enum FileName {
  /// What is wrong with a name.
  public enum Fault: Hashable, Sendable {
    /// It has characters that are not allowed, in order, each once.
    case characters(name: String, offending: [Character])
    /// It has more characters than ``PromptSpec/nameLength`` allows.
    case length(name: String)

    /// What was found and what was required.
    public var message: String {
      switch self {
      case .characters(let name, let offending):
        let list = offending.map { "\"\($0)\"" }.joined(separator: " ")
        return "the name \(name) has \(list), and only 0-9 A-Z a-z - _ . @ are allowed"
      case .length(let name):
        return "the name has \(name.count) characters with its extension, and at most "
          + "\(PromptSpec.nameLength.upperBound) are allowed"
      }
    }
  }

  /// What is wrong with `name`; nil where it is legal.
  public static func fault(in name: String) -> Fault? {
    var offending: [Character] = []
    for character in name where !isLegal(character) && !offending.contains(character) {
      offending.append(character)
    }
    if !offending.isEmpty { return .characters(name: name, offending: offending) }
    return PromptSpec.nameLength.contains(name.count) ? nil : .length(name: name)
  }

  /// Whether `character` may stand in a name.
  static func isLegal(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber
        || PromptSpec.nameCharacters.contains(character))
  }

  /// The name of the prompt that is made from a source of this name: the extension of a media file
  /// becomes `.wav`, anything else after a dot stays.
  static func prompt(forSource name: String) -> String {
    stem(ofSource: name) + PromptSpec.nameExtension
  }

  static func stem(ofSource name: String) -> String {
    guard let nameExtension = PathName(name).nameExtension,
      MediaExtension.all.contains(nameExtension)
    else { return name }
    return String(name.dropLast(nameExtension.count + 1))
  }
}

/// File name extensions that say what a file is, in lower case.
enum MediaExtension {
  /// Those of sound: a folder's files with one of them are recordings to convert.
  static let audio: Set = [
    "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "afc", "au", "snd", "caf", "flac",
    "ogg", "oga", "opus", "spx", "mp1", "mp2", "mp3", "mpga", "m4a", "m4b", "aac", "ac3", "amr",
    "awb", "3ga", "wma", "ape", "wv", "mpc", "tta", "dsf", "dff", "gsm", "vox", "voc", "8svx",
    "svx", "iff", "nist", "sph", "sf", "ircam", "paf", "pvf", "xi", "htk", "sds", "avr", "sd2",
    "wve", "sln", "sln16", "g722", "g729", "al", "alaw", "ul", "ulaw", "hcom", "sndt", "ra",
  ]

  /// Those of audio and of video.
  static let all: Set = audio.union([
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "flv", "3gp", "mpg", "mpeg", "ogv", "asf",
    "pcm", "raw",
  ])
}
