extension PlatformProfile {
  /// The request that a body is of, by its fields; nil where they do not tell.
  func request(of body: JSONNode) -> RequestAPI? {
    for strength in RequestSign.Strength.allCases {
      let likely = requests.filter { request in
        request.signs.contains { $0.strength == strength && $0.isOn(body) }
      }
      if !likely.isEmpty { return likely.count == 1 ? likely[0] : nil }
    }
    return nil
  }
}

extension RequestAPI {
  /// The fields of a body: those of the first that this request takes, unless it is another.
  func fields(of body: JSONNode) -> [RequestField] {
    let other = bodies.first { $0.signs.contains { $0.isOn(body) } }
    return (other ?? bodies.first)?.fields ?? []
  }
}

extension RequestSign {
  fileprivate func isOn(_ body: JSONNode) -> Bool {
    func has(_ name: String) -> Bool { body[name] != nil }
    return (any.isEmpty || any.contains(where: has)) && all.allSatisfy(has)
      && !none.contains(where: has)
      && string.map { body[$0]?.string != nil } ?? true
      && object.map { body[$0]?.members != nil } ?? true
  }
}
