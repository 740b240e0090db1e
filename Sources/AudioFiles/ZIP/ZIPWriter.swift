package import SystemPackage

/// Writes files into a ZIP archive as they are, one after the other: PKWARE's APPNOTE 6.3.10, without
/// compression, folders, dates or anything of the machine, so that the same files give the same
/// bytes. What it needs of memory does not grow with them.
///
/// ```swift
/// var zip = ZIPWriter { bytes throws(Errno) in try FileSystem.write(bytes, to: descriptor) }
/// try zip.add("prompts/hold.wav", as: "hold.wav")
/// try zip.finish()
/// ```
package struct ZIPWriter {
  /// Bytes that are read at a time.
  private static let blockSize = 1 << 18
  /// What 32 bits tell; larger archives take another format.
  private static let maximumSize = 0xFFFF_FFFF
  private static let maximumCount = 0xFFFF

  private let write: ([UInt8]) throws(Errno) -> Void
  /// Of what was written.
  private var size = 0
  private var count = 0
  /// What stands at the archive's end, a record a file.
  private var directory: [UInt8] = []

  /// - Parameter write: takes the archive's bytes, in their order.
  package init(_ write: @escaping ([UInt8]) throws(Errno) -> Void) {
    self.write = write
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: in the archive, whose files are all at its top.
  /// - Throws: the system's error where it cannot be read or the archive not be written;
  ///   `Errno.fileTooLarge` where the archive would have more than 4 GB or 65,535 files,
  ///   `Errno.invalidArgument` for a name that leads elsewhere, `Errno.ioError` where the file has
  ///   changed meanwhile.
  package mutating func add(_ path: String, as name: String) throws(Errno) {
    guard !name.isEmpty, name != ".", name != "..", name.utf8.count < 256,
      !name.utf8.contains(where: { "/\\:\0".utf8.contains($0) })
    else { throw .invalidArgument }
    let file = try FileSystem.open(path)
    defer { FileSystem.close(file) }
    let fileSize = try FileSystem.status(of: file).size
    // Its two records and the end are some hundreds.
    guard count < Self.maximumCount, size + fileSize + directory.count + 1024 <= Self.maximumSize
    else { throw .fileTooLarge }
    let checksum = try read(file, fileSize) { _ throws(Errno) in }
    let entry = Self.entry(name, size: fileSize, checksum)
    let offset = size
    try append(Self.bytes(0x0403_4B50, 4) + entry)
    var copied = 0
    let again = try read(file, fileSize) { bytes throws(Errno) in
      try write(bytes)
      copied += bytes.count
    }
    guard copied == fileSize, again == checksum else { throw .ioError }
    size += copied
    count += 1
    // Version 1.0 of MS-DOS; no comment, first disk, binary, no attributes.
    directory += Self.bytes(0x0201_4B50, 4) + Self.bytes(10, 2) + entry.prefix(26)
    directory += Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(0, 4)
    directory += Self.bytes(offset, 4) + name.utf8
  }

  /// Writes the archive's directory, after which nothing can follow.
  package mutating func finish() throws(Errno) {
    let offset = size
    try append(directory)
    try append(
      Self.bytes(0x0605_4B50, 4) + Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(count, 2)
        + Self.bytes(count, 2) + Self.bytes(directory.count, 4) + Self.bytes(offset, 4)
        + Self.bytes(0, 2))
  }

  private mutating func append(_ bytes: [UInt8]) throws(Errno) {
    try write(bytes)
    size += bytes.count
  }

  /// What the file's own header and the directory both say: sections 4.3.7 and 4.3.12.
  private static func entry(_ name: String, size: Int, _ checksum: UInt32) -> [UInt8] {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    // Version 1.0, UTF-8 where there is more than ASCII, stored, midnight, 1980-01-01.
    var bytes = bytes(10, 2) + bytes(isASCII ? 0 : 1 << 11, 2) + Self.bytes(0, 2)
    bytes += Self.bytes(0, 2) + Self.bytes(1 << 5 | 1, 2) + Self.bytes(Int(checksum), 4)
    bytes += Self.bytes(size, 4) + Self.bytes(size, 4)
    return bytes + Self.bytes(name.utf8.count, 2) + Self.bytes(0, 2) + name.utf8
  }

  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // MARK: Checksum

  /// Gives a file's bytes to `body` in blocks.
  ///
  /// - Returns: their checksum.
  private func read(
    _ file: FileDescriptor, _ fileSize: Int, _ body: ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) -> UInt32 {
    var checksum = CRC32()
    var offset = 0
    while offset < fileSize {
      let count = min(Self.blockSize, fileSize - offset)
      let bytes = try FileSystem.read(file, at: offset, count: count)
      if bytes.isEmpty { break }
      checksum.update(bytes)
      try body(bytes)
      offset += bytes.count
    }
    return checksum.value
  }
}

/// The checksum of ZIP archives: CRC-32 with polynomial 0x04C11DB7, reflected and inverted (ISO
/// 3309).
struct CRC32 {
  private var state: UInt32 = 0xFFFF_FFFF

  /// Of everything so far.
  var value: UInt32 { ~state }

  mutating func update(_ bytes: [UInt8]) {
    Self.table.withUnsafeBufferPointer { table in
      for byte in bytes { state = state >> 8 ^ table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] }
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
