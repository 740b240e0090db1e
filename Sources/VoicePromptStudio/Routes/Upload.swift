internal import AudioFiles
internal import NIOCore
internal import SystemPackage
internal import VoicePrompts

/// Takes a recording from the page into the session's folder.
struct Upload {
  let session: StudioSession

  /// Bytes that are written at a time.
  private static let blockSize = 1 << 18

  init(_ session: StudioSession) { self.session = session }

  /// Takes the whole of it, or leaves nothing.
  ///
  /// - Returns: its number, and where it is; its format is known, or why there is none.
  func receive(
    _ body: RequestBody, _ name: String, isNew: Bool
  ) async throws -> (number: Int, StudioRecording.Source) {
    try await session.admit(body.length, isNew: isNew)
    var admitted = body.length ?? 0
    let number = await session.makeNumber()
    let path = session.folder.file(Self.name(number, of: name))
    do {
      let file = try SessionFolder.create(path)
      defer { FileSystem.close(file) }
      var count = 0
      var waiting: [UInt8] = []
      func write() async throws {
        let bytes = waiting
        waiting.removeAll(keepingCapacity: true)
        try await session.workers.reading { try FileSystem.write(bytes, to: file) }
      }
      while let buffer = try await body.next() {
        count += buffer.readableBytes
        if count > admitted {
          try await session.admitMore(count - admitted, total: count)
          admitted = count
        }
        waiting += buffer.readableBytesView
        if waiting.count >= Self.blockSize { try await write() }
      }
      try await write()
      let source = StudioRecording.Source(
        path: path, fileName: name, bytes: count, isOwn: true,
        shape: RecordingShape(session.folder, number: number))
      return (number, source)
    } catch {
      session.folder.remove(PathName(path).name)
      await session.giveBack(admitted, isNew: isNew)
      if (error as? Errno) == .noSpace { throw Problem.diskFull }
      throw error
    }
  }

  /// The name of its file in the session's folder. Only an extension that tells what samples without
  /// a header are is kept, and none that nobody knows.
  static func name(_ number: Int, of fileName: String) -> String {
    let known = PathName(fileName).nameExtension.flatMap {
      MediaExtension.all.contains($0) ? ".\($0)" : nil
    }
    return "\(number)-recording\(known ?? "")"
  }
}
