internal import Foundation

/// Finished prompt files, right and wrong.
public enum PromptFixture {
  /// Speech-like A-law codes of about -20 dB, the same for the same seed.
  public static func codes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    // Codes around the middle of the magnitude, both signs.
    Signal.noise(frames: count, seed: seed).map { sample in
      let bits = UInt8(0x40 + Int(abs(sample) * 32)) | (sample < 0 ? 0 : 0x80)
      return bits ^ 0x55
    }
  }

  /// A file with these codes whose header can be made wrong, field by field.
  public struct Header {
    public var tag: UInt16 = 6
    public var channels: UInt16 = 1
    public var rate: UInt32 = 8000
    public var byteRate: UInt32 = 8000
    public var align: UInt16 = 1
    public var bits: UInt16 = 8
    /// 16, 18 or 40 bytes.
    public var formatSize = 18
    /// Nil for no `fact` chunk.
    public var fact: UInt32?
    public var riffSize: UInt32?
    public var dataSize: UInt32?
    public var chunksBeforeData: [UInt8] = []
    public var chunksAfterData: [UInt8] = []
    public var trailing: [UInt8] = []
    public var pads = true

    public init(sampleCount: Int) {
      fact = UInt32(sampleCount)
    }
  }

  public static func file(
    _ codes: [UInt8], _ change: (inout Header) -> Void = { _ in }
  ) -> [UInt8] {
    var header = Header(sampleCount: codes.count)
    change(&header)
    var format = RIFFFixture.format(
      tag: header.tag, channels: header.channels, rate: header.rate, byteRate: header.byteRate,
      align: header.align, bits: header.bits)
    if header.formatSize == 18 { format += [0, 0] }
    if header.formatSize == 40 {
      // WAVEFORMATEXTENSIBLE: extension size, valid bits, channel mask, GUID of A-law.
      format += [22, 0, 8, 0, 4, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38]
      format += [0x9B, 0x71]
    }
    return RIFFFixture.wave(
      RIFFFixture.chunk("fmt ", format, size: UInt32(header.formatSize)),
      header.fact.map { RIFFFixture.chunk("fact", RIFFFixture.number($0)) } ?? [],
      header.chunksBeforeData,
      RIFFFixture.chunk("data", codes, size: header.dataSize, pads: header.pads),
      header.chunksAfterData,
      size: header.riffSize, trailing: header.trailing)
  }
}
