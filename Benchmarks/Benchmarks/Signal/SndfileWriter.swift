import CSndfileBenchmark

/// libsndfile's A-law encoder, writing a WAV file into memory that forgets it.
final class SndfileWriter {
  private let handle: OpaquePointer

  /// Nothing is kept but the position, which libsndfile asks for.
  private final class Position {
    var offset: sf_count_t = 0
    var length: sf_count_t = 0

    static func of(_ data: UnsafeMutableRawPointer?) -> Position? {
      data.map { Unmanaged<Position>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  private let position = Position()

  init?() {
    var info = SF_INFO()
    info.samplerate = 8000
    info.channels = 1
    info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_ALAW)
    var memory = SF_VIRTUAL_IO()
    memory.get_filelen = { Position.of($0)?.length ?? 0 }
    memory.seek = { offset, whence, data in
      guard let position = Position.of(data) else { return 0 }
      switch whence {
      case SEEK_SET: position.offset = offset
      case SEEK_CUR: position.offset += offset
      default: position.offset = position.length
      }
      return position.offset
    }
    memory.read = { _, _, _ in 0 }
    memory.write = { _, count, data in
      guard let position = Position.of(data) else { return 0 }
      position.offset += count
      position.length = max(position.length, position.offset)
      return count
    }
    memory.tell = { Position.of($0)?.offset ?? 0 }
    let data = Unmanaged.passUnretained(position).toOpaque()
    guard let handle = sf_open_virtual(&memory, Int32(SFM_WRITE), &info, data) else { return nil }
    self.handle = handle
  }

  deinit {
    sf_close(handle)
  }

  func write(_ samples: [Int16]) {
    sf_write_short(handle, samples, sf_count_t(samples.count))
  }
}
