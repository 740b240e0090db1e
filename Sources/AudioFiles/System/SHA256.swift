internal import CFileKernels

/// SHA-256 after FIPS 180-4: tells whether a file is the one that a lock speaks of.
///
/// ```swift
/// SHA256.digest(Array("abc".utf8))   // "ba7816bf…"
/// ```
///
/// Ours because the package that has it would double the time of the first build and the size of
/// the command, for a few lines whose result a table of the standard settles.
package struct SHA256 {
  private static let blockSize = 64

  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// Bytes that do not fill a block yet.
  private var rest: [UInt8] = []
  private var byteCount = 0
  /// Whether the CPU's own instructions are used.
  private let usesInstructions: Bool

  private static let hasInstructions = file_kernels_has_sha256()

  private init(usesInstructions: Bool) { self.usesInstructions = usesInstructions }

  package init() { self.init(usesInstructions: Self.hasInstructions) }

  /// The path of every CPU without such instructions, which the others must equal.
  static let plain = SHA256(usesInstructions: false)

  /// The digest of `message` in lower-case hexadecimal.
  package static func digest(_ message: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(message)
    return hash.finish()
  }

  /// The digest of a file's content.
  ///
  /// - Throws: ``AudioFileError`` where the file cannot be read.
  package static func digest(ofFile path: String) throws(AudioFileError) -> String {
    let file = try InputFile(path: path, allowsEmpty: true)
    var hash = SHA256()
    var offset = 0
    while offset < file.size {
      let bytes = try file.bytes(at: offset, count: 1 << 18)
      if bytes.isEmpty { break }
      hash.update(bytes)
      offset += bytes.count
    }
    return hash.finish()
  }

  package mutating func update(_ bytes: [UInt8]) {
    byteCount += bytes.count
    if rest.isEmpty {
      let whole = bytes.count / Self.blockSize * Self.blockSize
      bytes.withUnsafeBytes { compress(UnsafeRawBufferPointer(rebasing: $0[..<whole])) }
      rest += bytes[whole...]
      return
    }
    rest += bytes
    let whole = rest.count / Self.blockSize * Self.blockSize
    rest.withUnsafeBytes { compress(UnsafeRawBufferPointer(rebasing: $0[..<whole])) }
    rest.removeFirst(whole)
  }

  /// The digest of everything so far, in lower-case hexadecimal.
  package consuming func finish() -> String {
    let bitCount = UInt64(byteCount) * 8
    // Section 5.1.1: a one bit, zeros up to 8 bytes before the block's end, the length in bits.
    var padding: [UInt8] = [0x80]
    while (rest.count + padding.count) % Self.blockSize != Self.blockSize - 8 { padding.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    update(padding)
    return state.map { $0.hexadecimal(digits: 8) }.joined()
  }

  /// Section 6.2.2, for whole blocks.
  private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
    if usesInstructions {
      guard let bytes = blocks.bindMemory(to: UInt8.self).baseAddress else { return }
      file_kernels_sha256(&state, bytes, blocks.count / Self.blockSize, Self.constants)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      Self.constants.withUnsafeBufferPointer { constants in
        for start in stride(from: 0, to: blocks.count, by: Self.blockSize) {
          for index in 0..<16 {
            schedule[index] = UInt32(
              bigEndian: blocks.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self))
          }
          for index in 16..<64 {
            let (a, b) = (schedule[index - 15], schedule[index - 2])
            let s0 = Self.rotated(a, 7) ^ Self.rotated(a, 18) ^ a >> 3
            let s1 = Self.rotated(b, 17) ^ Self.rotated(b, 19) ^ b >> 10
            schedule[index] = schedule[index - 16] &+ s0 &+ schedule[index - 7] &+ s1
          }
          mix(UnsafeBufferPointer(schedule), constants)
        }
      }
    }
  }

  private mutating func mix(
    _ schedule: UnsafeBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let s1 = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ constants[index] &+ schedule[index]
      let s0 = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  @inline(__always)
  private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value &>> count | value &<< (32 &- count)
  }

  /// Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64
  /// primes.
  private static let constants: [UInt32] = {
    var primes: [UInt32] = []
    var candidate: UInt32 = 2
    while primes.count < 64 {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // The largest r with r³ ≤ prime × 2^96, by bits; the lowest 32 of it are the fraction.
      var root: UInt64 = 0
      for bit in stride(from: 34, through: 0, by: -1) {
        let trial = root | 1 << UInt64(bit)
        if isCubeAtMost(trial, prime) { root = trial }
      }
      return UInt32(truncatingIfNeeded: root)
    }
  }()

  private static func isCubeAtMost(_ value: UInt64, _ prime: UInt32) -> Bool {
    let square = value.multipliedFullWidth(by: value)
    let low = square.low.multipliedFullWidth(by: value)
    let high = square.high &* value &+ low.high
    // prime × 2^96 as (high, low) words of 64 bits.
    return high < UInt64(prime) << 32
  }
}
