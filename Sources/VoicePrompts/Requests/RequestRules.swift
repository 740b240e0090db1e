extension Rule {
  static let requestRules: [Rule] = []
}
