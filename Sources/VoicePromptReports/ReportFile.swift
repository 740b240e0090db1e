internal import AudioFiles
internal import SystemPackage

/// The file of a report on its way. What cannot be written is told at the end, when nothing is left
/// of it; until then nobody has to ask.
struct ReportFile: ~Copyable {
  private let draft: AtomicFile.Draft
  private var failure: Errno?

  /// - Throws: the system's error where no file can be made there.
  init(_ path: String) throws(Errno) {
    AtomicFile.removeAbandoned(in: PathName(path).folder ?? ".")
    draft = try AtomicFile.Draft(of: path)
  }

  mutating func append(_ html: HTML) { append(Array(html.text.utf8)) }

  mutating func append(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    do throws(Errno) {
      try draft.append(bytes)
    } catch {
      failure = error
    }
  }

  /// Appends bytes as text: RFC 4648.
  ///
  /// - Parameter bytes: gives those from an offset on, at most so many.
  mutating func append<Failure>(
    base64Of count: Int, bytes: (_ offset: Int, _ count: Int) throws(Failure) -> [UInt8]
  ) throws(Failure) {
    // A multiple of 3, so that the pieces fit together.
    let size = 3 << 14
    for offset in stride(from: 0, to: count, by: size) {
      append(Base64.encode(try bytes(offset, min(size, count - offset))))
    }
  }

  /// Gives the report its name, in the place of what has it.
  ///
  /// - Throws: the system's error where anything could not be written.
  consuming func finish() throws(Errno) {
    if let failure { throw failure }
    try draft.finish(replacing: true)
  }
}
