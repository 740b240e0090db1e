import TelephonyAudio

@testable import AudioFiles

extension AudioDecoder {
  /// All samples from here to the end.
  func samples(frameLimit: Int = 16_384) -> [Float] {
    var samples: [Float] = []
    while true {
      let block = read(frameLimit: frameLimit)
      if block.count == 0 { return samples }
      samples += block.floats
    }
  }
}
