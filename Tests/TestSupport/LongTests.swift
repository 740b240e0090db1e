internal import Foundation

/// Tests that take seconds, because they kill processes at work again and again.
public enum LongTests {
  /// Whether they run: where VOICEPROMPTS_LONG_TESTS is set.
  public static let areWanted =
    !(ProcessInfo.processInfo.environment["VOICEPROMPTS_LONG_TESTS"] ?? "").isEmpty

  /// What is said where they do not.
  public static let hint = "set VOICEPROMPTS_LONG_TESTS to run it"
}
