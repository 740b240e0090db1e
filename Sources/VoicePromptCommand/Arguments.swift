public import ArgumentParser
public import AudioFiles
public import TelephonyAudio
public import VoicePromptReports
public import VoicePrompts

// How the library's values are written on the command line.

extension ByteSize: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension ByteSize {
  /// Refuses a limit that no prompt can keep: header, one code and its pad byte.
  func validateAsLimit(_ profile: PlatformProfile?) throws {
    let least = (profile ?? .standard).minimumSize
    if self < least {
      throw ValidationError(
        Text(
          english: "--max-size must be at least \(least.bytes) bytes.",
          chinese: "--max-size 必须至少为 \(least.bytes) 字节"))
    }
  }
}

extension ByteSize? {
  /// The command line's, else that of the settings, else the platform's.
  func limit(_ settings: Settings, _ profile: PlatformProfile) -> ByteSize {
    self ?? settings.maximumSize ?? profile.maximumSize
  }
}

extension ChannelSelection: ExpressibleByArgument {
  public var defaultValueDescription: String { description }

  public init?(argument: String) {
    self.init(argument)
  }
}

extension FFmpegChoice: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension RawFormat: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

/// A choice by its name. The parser asks for all names at every start, and finds them by reflection
/// where they are not said.
public protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension NamedChoice {
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  public var defaultValueDescription: String { rawValue }
}

extension Resampler.Method: NamedChoice {}

extension SoundOptions.Preset: NamedChoice {}

extension SoundOptions.Switch: NamedChoice {}

extension PromptParameter: ExpressibleByArgument {
  public init?(argument: String) {
    guard let parameter = PromptParameter.named(argument) else { return nil }
    self = parameter
  }

  public static var allValueStrings: [String] { PlatformProfile.standard.parameterNames }
}

extension RequestAPI: ExpressibleByArgument {
  public init?(argument: String) {
    let known = PlatformProfile.standard.requests.first { $0.id == argument }
    guard let known else { return nil }
    self = known
  }

  public static var allValueStrings: [String] { PlatformProfile.standard.requests.map(\.id) }

  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension PlatformProfile: ExpressibleByArgument {
  public init?(argument: String) {
    guard let known = PlatformProfile.named(argument) else { return nil }
    self = known
  }

  public static var allValueStrings: [String] { all.map(\.id) }

  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The option of every command that works for a platform.
struct ProfileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The platform that the prompts are for; voiceprompt profiles lists them.", valueName: "id"))
  var profile: PlatformProfile?

  /// The command line's, else that of the settings, else the usual one.
  func chosen(_ settings: Settings) -> PlatformProfile {
    profile ?? settings.profile ?? .standard
  }
}

extension ReportFormat: NamedChoice {}
