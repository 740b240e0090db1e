import Testing

@testable import VoicePromptReports

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func theVectorsOfTheStandardHold(_ bytes: String, _ text: String) {
    #expect(String(decoding: Base64.encode(Array(bytes.utf8)), as: UTF8.self) == text)
  }

  @Test func everyDigitIsThere() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Set(Base64.encode(bytes)).count == 65)
  }
}
