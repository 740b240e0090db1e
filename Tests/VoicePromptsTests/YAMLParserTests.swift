import AudioFiles
import Testing

@testable import VoicePrompts

@Suite struct YAMLParserTests {
  private func failure(_ text: String) -> String? {
    do {
      _ = try YAMLNode.parse(text, path: "a.yml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func everyKindOfNodeIsReadWithItsPlace() throws {
    let root = try #require(
      try YAMLNode.parse("a: &x [1, '2']\nb: *x\n? - k\n: {c: ~}\n", path: "a.yml"))
    let pairs = try #require(root.mapping)
    #expect(pairs.map(\.key.location.description) == ["1:1", "2:1", "3:3"])
    #expect(pairs[0].value.sequence?.map(\.string) == ["1", "2"])
    #expect(pairs[1].value.sequence?.map(\.kind.english) == ["1", "\"2\" in quotes"])
    #expect(pairs[1].value.location == TextLocation(line: 1, column: 4))
    #expect(pairs[2].key.sequence?.count == 1)
    #expect(pairs[2].value.mapping?.first?.value.isNull == true)
  }

  @Test func nothingIsNoDocument() throws {
    #expect(try YAMLNode.parse("# nothing\n", path: "a.yml") == nil)
  }

  @Test func anchorsHaveTheLatestMeaning() throws {
    let root = try YAMLNode.parse("[&a 1, &a 2, *a]", path: "a.yml")
    #expect(root?.sequence?.last?.string == "2")
  }

  @Test func anchorsHaveALimit() {
    let anchors = (0..<1000).map { "- &a\($0) 1\n" }.joined()
    #expect(failure(anchors) == nil)
    #expect(
      failure(anchors + "- &b 1\n")
        == "a.yml:1001:3: there are more than 1,000 anchors in it; write out what they repeat")
  }

  @Test func directivesHaveALimit() {
    let few = (0..<100).map { "%TAG !t\($0)! x\n" }.joined()
    #expect(failure(few + "---\n1") == nil)
    #expect(
      failure(few + "%TAG !x! x\n---\n1")
        == "a.yml: there are more than 100 %TAG directives in it, and none is needed; remove them")
  }

  @Test func valuesHaveALimitThatAliasesCountFor() {
    let limit = YAMLParser.maximumCount
    let message =
      "there are more than 250,000 values in it, counting what aliases repeat; divide it into "
      + "several files"
    #expect(failure("[" + String(repeating: "0,", count: limit - 1) + "]") == nil)
    #expect(
      failure("[" + String(repeating: "0,", count: limit) + "]")
        == "a.yml:1:\(2 * limit): \(message)")
    let list = "&a [" + String(repeating: "0,", count: 999) + "]"
    #expect(failure("[\(list)" + String(repeating: ",*a", count: 248) + "]") == nil)
    #expect(
      failure("[\(list)" + String(repeating: ",*a", count: 249) + "]")?.hasSuffix(message) == true)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func depthHasALimitThatEndsTheReading(_ level: String) {
    #expect(
      failure(String(repeating: level, count: 100_000))?
        .hasSuffix("deeper than 50 levels here; no key of this file has that many") == true)
  }

  @Test func aliasesCountForDepth() {
    func nested(_ text: String, _ levels: Int) -> String {
      String(repeating: "[", count: levels) + text + String(repeating: "]", count: levels)
    }
    #expect(failure("- &a \(nested("1", 25))\n- \(nested("*a", 24))") == nil)
    #expect(failure("- &a \(nested("1", 25))\n- \(nested("*a", 25))")?.contains("deeper") == true)
  }
}
