/// Many finished files, judged one by one.
public struct ValidationBatch: Sendable {
  /// A file, or what could not be read.
  public struct Item: Sendable {
    /// As it was named or found.
    public let path: String
    /// The report, or why there is none.
    public let result: Result<PromptValidator.Report, PromptError>
  }

  /// A file to judge.
  private struct File: Sendable {
    let path: String
    let nameTwin: String?
  }

  /// What the search passed over.
  public let skipped: PromptBatch.Skipped
  private let files: [Result<File, PromptError>]

  /// Finds the files; reads none of them.
  ///
  /// - Parameter paths: files, and folders whose files with an audio extension are judged.
  public init(_ paths: [String]) {
    let search = SourceSearch(paths, excluding: "")
    skipped = search.skipped
    let found = search.found.map { $0.map(\.path) }
    var names: [String: [String]] = [:]
    for path in found.compactMap({ try? $0.get() }) {
      names[path.lowercased(), default: []].append(path)
    }
    files = found.map { result in
      result.map { path in
        let twin = names[path.lowercased()]?.first { $0 != path }
        return File(path: path, nameTwin: twin.map { PathName($0).name })
      }
    }
  }

  /// How many files there are, and things that could not be searched.
  public var count: Int { files.count }

  /// Judges `jobs` files at a time.
  ///
  /// - Parameter validator: gives the rules for each path.
  /// - Returns: an item a file, in the order in which they were found.
  nonisolated(nonsending) public func run(
    jobs: Int, validator: @escaping @Sendable (String) -> PromptValidator
  ) async -> [Item] {
    // A share of the files for each job: they are all of one size, give or take.
    let shares = max(1, min(jobs, files.count))
    let items = await withTaskGroup(of: [(Int, Item)].self) { group in
      for share in 0..<shares {
        group.addTask {
          stride(from: share, to: files.count, by: shares).map { ($0, item($0, validator)) }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return items.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func item(_ index: Int, _ validator: (String) -> PromptValidator) -> Item {
    switch files[index] {
    case .failure(let error): return Item(path: error.path, result: .failure(error))
    case .success(let file):
      do {
        let report = try validator(file.path).report(on: file.path, nameTwin: file.nameTwin)
        return Item(path: file.path, result: .success(report))
      } catch {
        return Item(path: file.path, result: .failure(error))
      }
    }
  }
}
