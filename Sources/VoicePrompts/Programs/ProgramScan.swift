internal import AudioFiles

/// Finds the names of prompts in the text of a program, whatever its language.
///
/// A name is a string that ends in `.wav`; it is for the parameter whose value it is, or is part of,
/// on the same line, or on the next ones where these have nothing but brackets, commas and names:
///
/// ```
/// "preTone": "code.wav"      body.setPreTone("code.wav")      pre_tone='code.wav'
/// 'preTone' => 'code.wav'    PreTone = "code.wav"             PRE_TONE=code.wav
/// ```
struct ProgramScan {
  /// A name beside a parameter.
  struct Mention: Equatable {
    let name: String
    let parameter: PromptParameter
    let location: TextLocation
    /// Whether only a part of the name stands there.
    let isComputed: Bool
  }

  private(set) var mentions: [Mention] = []
  /// All names of files, also those that no parameter is beside.
  private(set) var names: Set<String> = []

  /// In bytes; larger files are data.
  private static let maximumSize = 4_194_304

  /// Nil where the file is no text, or is too large for a program.
  ///
  /// - Throws: ``PromptError`` where it cannot be read.
  init?(_ path: String, _ vocabulary: ProgramVocabulary) throws(PromptError) {
    let bytes = try PromptError.wrapping { () throws(AudioFileError) in
      let file = try InputFile(path: path, allowsEmpty: true)
      return file.size <= Self.maximumSize ? try file.bytes(at: 0, count: file.size) : nil
    }
    // No program has a zero byte.
    guard let bytes, !bytes.prefix(8192).contains(0) else { return nil }
    self.init(text: String(decoding: bytes, as: UTF8.self), vocabulary)
  }

  init(text: String, _ vocabulary: ProgramVocabulary = ProgramVocabulary(.standard)) {
    var open: ProgramLine.OpenValue?
    // By scalars: a return and a line feed are one character together.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, scalars) in lines.enumerated() {
      let line = ProgramLine(scalars, after: open, vocabulary)
      for name in line.names { add(name, line.parameter(for: name), line: index + 1) }
      open = line.openValue
    }
  }

  private mutating func add(_ name: ProgramLine.Name, _ parameter: PromptParameter?, line: Int) {
    if !name.isComputed, name.isQuoted || parameter != nil { names.insert(name.text) }
    guard let parameter else { return }
    mentions.append(
      Mention(
        name: name.text, parameter: parameter,
        location: TextLocation(line: line, column: name.range.lowerBound + 1),
        isComputed: name.isComputed))
  }
}
