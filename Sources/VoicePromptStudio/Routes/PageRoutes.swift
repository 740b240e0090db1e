internal import CStudioPage
internal import NIOHTTP1

/// The page and its parts.
enum PageRoutes {
  static let all = files.map { file in
    Route(.GET, file.name) { _, _, _ in .bytes(file.bytes, type: file.type) }
  }

  private struct File: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]
  }

  private static let files: [File] = {
    var files: [File] = []
    while let file = studio_file_at(files.count)?.pointee {
      files.append(
        File(
          name: String(cString: file.name), type: String(cString: file.content_type),
          bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count))))
    }
    return files
  }()
}
