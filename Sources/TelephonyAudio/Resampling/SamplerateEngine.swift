internal import CSamplerate

/// libsamplerate's best converter: 97 % of the band, 144 dB SNR.
final class SamplerateEngine: ResamplerEngine {
  private let state: OpaquePointer
  private let ratio: Double
  private var block = [Float](repeating: 0, count: 4096)

  init(inputRate: Int, outputRate: Int) throws(TelephonyAudioError) {
    var error: Int32 = 0
    guard let state = src_new(Int32(SRC_SINC_BEST_QUALITY), 1, &error) else {
      throw .samplerateFailed(error)
    }
    self.state = state
    ratio = Double(outputRate) / Double(inputRate)
  }

  deinit {
    src_delete(state)
  }

  var handsOver: Bool { false }

  func process(
    _ count: Int, into output: inout [Float],
    _ write: (UnsafeMutablePointer<Float>, Range<Int>) -> Void
  ) throws(TelephonyAudioError) {
    var input: [Float] = []
    input.append(count, write)
    try convert(input, into: &output)
  }

  private func convert(
    _ input: [Float], into output: inout [Float]
  ) throws(TelephonyAudioError) {
    var consumed = 0
    while true {
      var data = SRC_DATA()
      data.src_ratio = ratio
      data.input_frames = input.count - consumed
      data.output_frames = block.count
      let error = input.withUnsafeBufferPointer { input in
        block.withUnsafeMutableBufferPointer { block in
          data.data_in = input.baseAddress.map { $0 + consumed }
          data.data_out = block.baseAddress
          return src_process(state, &data)
        }
      }
      guard error == 0 else { throw .samplerateFailed(error) }
      consumed += data.input_frames_used
      output += block[..<data.output_frames_gen]
      if consumed == input.count, data.output_frames_gen < block.count { return }
    }
  }

  func finish(remaining: Int, into output: inout [Float]) throws(TelephonyAudioError) {
    let end = output.count + remaining
    // Silence pushes the tail out of the filter.
    let silence = [Float](repeating: 0, count: 4096)
    while output.count < end { try convert(silence, into: &output) }
    output.removeLast(output.count - end)
  }
}
