/// The words by which programs call a platform's parameters.
struct ProgramVocabulary: Sendable {
  /// The longest first, because `preVoiceX` is no `preVoice`.
  private let words: [(letters: [UInt8], parameter: PromptParameter)]

  init(_ profile: PlatformProfile) {
    words = profile.parameterNames
      .compactMap { name in
        PromptParameter.named(name, of: profile).map {
          (letters: name.utf8.map(\.lowercased), parameter: $0)
        }
      }
      .sorted { $0.letters.count > $1.letters.count }
  }

  /// The parameter of an index.
  subscript(index: Int) -> PromptParameter { words[index].parameter }

  /// The index of what a word names: `preTone`, `pre_tone`, `setPreTone`, `PRE_TONE_FILE`.
  func index(of word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= words.last?.letters.count ?? 1, word.count <= 64 else { return nil }
    let letters = word.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
      .map(\.lowercased)
    return words.firstIndex {
      letters.starts(with: $0.letters) || letters.suffix($0.letters.count) == $0.letters[...]
    }
  }
}
