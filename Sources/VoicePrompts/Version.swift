/// The package's version: what `--version` prints, and what a set's lock holds.
public enum Version {
  /// By the rules of Semantic Versioning 2.0.
  public static let current = "1.0.0"
}
