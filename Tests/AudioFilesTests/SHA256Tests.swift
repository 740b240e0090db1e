import TestSupport
import Testing

@testable import AudioFiles

@Suite struct SHA256Tests {
  @Test(arguments: [
    // FIPS 180-4 examples of NIST, and a message that ends where a block does.
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
  ])
  func examplesOfTheStandardHaveTheirDigests(_ message: String, _ digest: String) {
    #expect(SHA256.digest(Array(message.utf8)) == digest)
  }

  @Test func aMillionLettersHaveTheDigestOfTheStandard() {
    #expect(
      SHA256.digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 119, 128, 4000])
  func everyCPUGivesTheSameDigest(_ size: Int) {
    let message = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var hash = SHA256.plain
    hash.update(message)
    #expect(hash.finish() == SHA256.digest(message))
  }

  @Test(arguments: [1, 63, 64, 65, 1000])
  func piecesGiveTheDigestOfTheWhole(_ size: Int) {
    let message = (0..<4000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var hash = SHA256()
    for start in stride(from: 0, to: message.count, by: size) {
      hash.update(Array(message[start..<min(start + size, message.count)]))
    }
    #expect(hash.finish() == SHA256.digest(message))
  }

  @Test func aFileHasTheDigestOfItsContent() throws {
    let folder = TemporaryFolder()
    let content = (0..<700_001).map { UInt8(truncatingIfNeeded: $0) }
    let path = try folder.write(content, to: "a.bin")
    #expect(try SHA256.digest(ofFile: path) == SHA256.digest(content))
  }
}
