import Testing

@testable import VoicePrompts

@Suite struct ShardTests {
  @Test func eachPlaceIsInOneShard() throws {
    let shards = try (1...16).map { try #require(Shard("\($0)/16")) }
    var counts = [Int](repeating: 0, count: 16)
    for index in 0..<4000 {
      let place = "folder/recording-\(index).wav"
      let found = shards.indices.filter { shards[$0].contains(place) }
      #expect(found.count == 1)
      for shard in found { counts[shard] += 1 }
    }
    // 250 each, and not far from it.
    #expect(counts.allSatisfy { (180...320).contains($0) }, "\(counts)")
  }

  @Test func aPlaceKeepsItsShard() {
    #expect((1...16).filter { Shard("\($0)/16")?.contains("a.wav") == true } == [6])
    #expect((1...3).filter { Shard("\($0)/3")?.contains("等待音/1.wav") == true } == [3])
  }

  @Test(arguments: ["", "3", "0/3", "4/3", "-1/3", "1/0", "1/2/3", "a/b", "1/10001", "1/"])
  func whatIsNoShardIsRefused(_ text: String) {
    #expect(Shard(text) == nil)
  }
}
