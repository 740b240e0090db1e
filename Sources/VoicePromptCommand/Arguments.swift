public import ArgumentParser
public import TelephonyAudio
public import VoicePrompts

// How the library's values are written on the command line.

extension ByteSize: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension ByteSize {
  /// Refuses a limit that no prompt can keep: header, one code and its pad byte.
  func validateAsLimit() throws {
    let least = PromptSpec.fileSize(sampleCount: 1)
    if bytes < least { throw ValidationError("--max-size must be at least \(least) bytes.") }
  }
}

extension ChannelSelection: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Resampler.Method: ExpressibleByArgument {}

extension PromptParameter: ExpressibleByArgument {
  public init?(argument: String) {
    guard let parameter = PromptParameter.named(argument) else { return nil }
    self = parameter
  }

  public static var allValueStrings: [String] { names }
}

extension RequestAPI: ExpressibleByArgument {}
