// The rules for sets: what `build --check` looks at.

extension Rule {
  private static let build = "build the set: voiceprompt build"

  static let notBuilt = Rule(
    "not-built", .error, "a file for each prompt of the set",
    reason: "a prompt that is not there cannot be uploaded",
    remedy: build,
    example: "is missing; it is made from masters/hold.flac")

  static let outdated = Rule(
    "outdated", .error, "what the master gives",
    reason: "callers would hear what was replaced",
    remedy: build,
    example: "the master masters/hold.flac has changed since it was built")

  static let edited = Rule(
    "edited", .error, "no change by hand",
    reason: "the next build would undo it without a word",
    remedy: "change the master instead, and build the set: voiceprompt build",
    example: "is not what was built from masters/hold.flac: it was changed later")

  static let unlisted = Rule(
    "unlisted", .error, "nothing beside the prompts of the set",
    reason: "nobody knows what it was made from, or whether it is still wanted",
    remedy: "list it in the set, or remove it; build --prune removes what builds have made",
    example: "is not in the set", in: "prompts/old.wav")

  static let lockOutdated = Rule(
    "lock-outdated", .error, "a lock of the last build of this set",
    reason: "without it nobody can tell which master a prompt was made from",
    remedy: build,
    example: "prompts.yml has changed since it was built", in: "prompts.lock")

  static let setRules = [notBuilt, outdated, edited, unlisted, lockOutdated]
}
