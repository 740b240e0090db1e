import AudioFiles
import Testing

@testable import VoicePrompts

@Suite struct JSONNodeTests {
  private func failure(_ text: String) -> String? {
    do {
      _ = try JSONNode.parse(text)
      return nil
    } catch {
      return "\(error.location): \(error.message)"
    }
  }

  @Test func everyKindOfValueIsRead() throws {
    let root = try JSONNode.parse(
      #" { "s": "a\n\u00e9\ud83d\ude00\/", "n": -1.5e+3, "t": true, "f": false, "z": null, "#
        + #""a": [1, [], {}], "o": {"k": "v"} } "#)
    #expect(root["s"]?.string == "a\né😀/")
    #expect(root["n"]?.kind.english == "the number -1.5e+3")
    #expect(root["t"]?.kind.english == "the boolean true")
    #expect(root["f"]?.kind.english == "the boolean false")
    #expect(root["z"]?.kind.english == "null")
    #expect(root["a"]?.kind.english == "an array")
    #expect(root["o"]?["k"]?.string == "v")
    #expect(root["x"] == nil)
  }

  @Test func placesAreCountedInScalarsFromOne() throws {
    let root = try JSONNode.parse("{\n  \"é😀\": \"x\",\r\n\t\"b\":\n [7]}")
    let members = try #require(root.members)
    #expect(members.map(\.keyLocation.description) == ["2:3", "3:2"])
    #expect(members.map(\.node.location.description) == ["2:9", "4:2"])
  }

  @Test func theLastOfEqualKeysCountsAndAllAreKept() throws {
    let root = try JSONNode.parse(#"{"a": "1", "a": "2"}"#)
    #expect(root["a"]?.string == "2")
    #expect(root.members?.count == 2)
  }

  @Test(arguments: [
    ("", "1:1: a value is needed, and the end of the file is here"),
    ("{\"a\": 1,}", "1:9: a key in quotes is needed, and \"}\" is here"),
    ("{\"a\" 1}", "1:6: \":\" is needed, and \"1\" is here"),
    ("{\"a\": 1\n \"b\": 2}", "2:2: \",\" or \"}\" is needed, and \"\"\" is here"),
    ("[1 2]", "1:4: \",\" or \"]\" is needed, and \"2\" is here"),
    ("[1,]", "1:4: a value is needed, and \"]\" is here"),
    ("{'a': 1}", "1:2: a key in quotes is needed, and \"'\" is here"),
    ("\"a\nb\"", "1:3: a string must end on its line"),
    ("\"a", "1:3: a string must end, and the file does"),
    ("\"\\x\"", "1:3: there is no escape \\x"),
    ("\"\\u12g4\"", "1:4: four hexadecimal digits are needed"),
    ("01", "1:2: no number begins with 0; in quotes it may"),
    ("-", "1:2: a digit is needed, and the end of the file is here"),
    ("1.", "1:3: a digit is needed, and the end of the file is here"),
    ("nul", "1:1: a value is needed, and \"n\" is here"),
    ("{} {}", "1:4: nothing may follow the document, and \"{\" does"),
    ("// no\n{}", "1:1: a value is needed, and \"/\" is here"),
  ])
  func whatIsNoJSONIsRefusedWithItsPlace(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test func halfOfAPairIsReplaced() throws {
    #expect(try JSONNode.parse(#""\ud83dx""#).string == "\u{FFFD}x")
    #expect(try JSONNode.parse(#""\ude00""#).string == "\u{FFFD}")
  }

  @Test func valuesAndSizeHaveALimit() {
    let limit = JSONParser.maximumCount
    #expect(
      failure("[" + Array(repeating: "0", count: limit - 1).joined(separator: ",") + "]") == nil)
    #expect(
      failure("[" + Array(repeating: "0", count: limit).joined(separator: ",") + "]")
        == "1:\(2 * limit): more than 20,000 values in one body, which no request has; give each "
        + "request a body of its own")
    let long = String(repeating: "a", count: JSONParser.maximumSize + 1)
    #expect(
      failure("[\"\(long)\"]")?.hasSuffix(
        "more than 1,048,576 bytes in one body, which no request has; give each request a body of its "
          + "own") == true)
    #expect(failure("[" + long.replacing("a", with: "1") + "]")?.contains("bytes in one") == true)
  }

  /// What is kept at a time is one of them, however many there are.
  @Test func itemsOfAListAreReadOneByOne() throws {
    let list =
      "[" + Array(repeating: "[0, 0]", count: JSONParser.maximumCount).joined(separator: ",")
    var parser = JSONParser(Array("\(list)]".utf8))
    var count = 0
    try parser.items { _ in count += 1 }
    #expect(count == JSONParser.maximumCount)
  }

  @Test func depthHasALimit() {
    #expect(
      failure(String(repeating: "[", count: 100_000))
        == "1:101: nested deeper than 100 levels, which no field of a request is")
  }
}
