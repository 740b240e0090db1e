// libyaml reads prompt sets and settings; see Sources/VoicePrompts/Text/YAMLNode.swift.
#include <yaml.h>
