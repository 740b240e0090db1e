/// The words by which programs call a platform's parameters.
struct ProgramVocabulary: Sendable {
  /// The longest first, because `preVoiceX` is no `preVoice`.
  private let parameters: [(letters: String, parameter: PromptParameter)]
  private let shortestName: Int

  init(_ profile: PlatformProfile) {
    parameters = profile.parameterNames
      .compactMap { name in
        PromptParameter.named(name, of: profile).map { (letters: name.lowercased(), parameter: $0) }
      }
      .sorted { $0.letters.count > $1.letters.count }
    shortestName = parameters.last?.letters.count ?? 1
  }

  /// The parameter that a word names: `preTone`, `pre_tone`, `setPreTone`, `PRE_TONE_FILE`.
  func parameter(_ word: ArraySlice<Unicode.Scalar>) -> PromptParameter? {
    guard word.count >= shortestName, word.count <= 64 else { return nil }
    let letters = String(String.UnicodeScalarView(word.filter { $0 != "_" && $0 != "-" }))
      .lowercased()
    return parameters.first { letters.hasSuffix($0.letters) || letters.hasPrefix($0.letters) }?
      .parameter
  }
}
