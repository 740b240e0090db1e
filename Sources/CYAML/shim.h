// libyaml reads prompt sets and settings; see Sources/VoicePrompts/Documents/YAMLNode.swift.
#include <yaml.h>
