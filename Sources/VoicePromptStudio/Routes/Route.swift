internal import NIOHTTP1

/// A kind of request, and what answers it.
struct Route: Sendable {
  let method: HTTPMethod
  /// The path below the token; `*` stands for any one part.
  let path: [String]
  /// - Parameters:
  ///   - request: what is asked for.
  ///   - values: the parts that a `*` stands for, in their order.
  let answer: @Sendable (Request, [String], StudioSession) async throws -> Answer

  init(
    _ method: HTTPMethod, _ path: String,
    _ answer: @escaping @Sendable (Request, [String], StudioSession) async throws -> Answer
  ) {
    self.method = method
    self.path = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    self.answer = answer
  }

  /// Everything that can be asked for.
  static let all =
    PageRoutes.all + StateRoutes.all + RecordingRoutes.all + AudioRoutes.all
    + SetRoutes.all + ExportRoutes.all

  /// The parts that a `*` stands for; nil where the path is another.
  private func values(in path: [String]) -> [String]? {
    guard path.count == self.path.count else { return nil }
    var values: [String] = []
    for (part, wanted) in zip(path, self.path) {
      if wanted == "*" {
        values.append(part)
      } else if part != wanted {
        return nil
      }
    }
    return values
  }

  /// Answers a request that was let in.
  static func answer(_ request: Request, in session: StudioSession) async throws -> Answer {
    let matching = all.compactMap { route in
      route.values(in: request.path).map { (route, $0) }
    }
    guard !matching.isEmpty else { throw Problem.notFound }
    let method: HTTPMethod = request.head.method == .HEAD ? .GET : request.head.method
    guard let (route, values) = matching.first(where: { $0.0.method == method }) else {
      throw Problem.methodNotAllowed(request.head.method)
    }
    return try await route.answer(request, values, session)
  }
}

extension StudioSession {
  /// The recording that a part of a path names.
  func recording(_ number: String) throws(Problem) -> StudioRecording {
    // Digits only: other spellings of a number are no path of ours.
    guard let value = Int(number), String(value) == number else { throw .notFound }
    return try recording(value)
  }
}
