public import AudioFiles
public import VoicePrompts

/// What a studio was started with.
public struct StudioSettings: Sendable {
  /// The folder or set that it was started for, as it was named; nil for the working folder.
  public var place: String?
  /// The language that was asked for; nil for the browser's.
  public var language: Language?
  /// Whether nothing is written outside of the session.
  public var isReadOnly = false
  /// What new recordings are for.
  public var profile: PlatformProfile
  /// The largest prompt that the settings allow; nil for the platform's.
  public var maximumSize: ByteSize?
  /// How recordings are decoded.
  public var decoding = DecodingOptions()
  /// Ids of rules that are not applied.
  public var ignoredRules: Set<String> = []
  /// Takes the place of the temporary folder, in tests.
  var temporaryFolder: String?
  /// Seconds that a client is waited for.
  var patience = 30.0

  /// The working folder, and what the platform says.
  public init(_ profile: PlatformProfile = .standard) {
    self.profile = profile
  }

  /// A conversion for a platform, with nothing else decided.
  func options(for profile: PlatformProfile) -> ConversionOptions {
    var options = ConversionOptions(profile)
    options.maximumSize = maximumSize ?? profile.maximumSize
    options.decoding = decoding
    return options
  }
}
