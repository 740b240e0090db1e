internal import CLibrary
internal import VoicePromptStudio

/// `voiceprompt-studio`: what `voiceprompt studio` becomes, once its options are understood.
@main
struct VoicePromptStudioCommand {
  static func main() async {
    exit(await Studio.run(Array(CommandLine.arguments.dropFirst())))
  }
}
