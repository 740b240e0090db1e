// libyaml reads the settings of a repository; see Sources/VoicePromptCommand/YAMLNode.swift.
#include <yaml.h>
