internal import CLibrary
internal import CSndfile
internal import SystemPackage
internal import TelephonyAudio

/// A recording that libsndfile decodes.
///
/// Owns the handle: closed when it goes out of scope. libsndfile keeps the error of a failed open
/// in a global that concurrent opens overwrite; it is never read here. Why a file does not open
/// is found out from its bytes, by ``Diagnosis``.
final class SndfileDecoder: AudioDecoder {
  let format: SoundFormat
  let frameCount: Int?
  private let handle: OpaquePointer
  private let isSixteenBit: Bool
  /// Room for a block of 24-bit samples, least significant byte first, after a byte that is not
  /// looked at; nil where libsndfile makes floats.
  private var packed: [UInt8]?
  private let source: VirtualFile

  /// Nil where libsndfile does not open the file.
  ///
  /// - Parameters:
  ///   - file: shows that the path leads to a regular file; opening a pipe would wait.
  ///   - raw: what it is where it has no header; nil where it has one, or only its name tells.
  /// - Throws: ``AudioFileError`` where the system does not let it be read.
  init?(_ file: borrowing InputFile, _ raw: RawFormat? = nil) throws(AudioFileError) {
    guard raw == nil || raw?.coding == .gsm else { return nil }
    var info = SF_INFO()
    let source = VirtualFile(try file.reopened())
    let handle = source.open(&info, raw) ?? Self.openByName(file, &info)
    if let error = source.failure { throw AudioFileError(file.path, .unreadable(error)) }
    guard let handle else { return nil }
    let isHeaderless = info.format & Int32(SF_FORMAT_TYPEMASK) == Int32(SF_FORMAT_RAW)
    let isUsable = info.channels >= 1 && info.samplerate >= 1 && info.frames >= 0
    guard isUsable, !isHeaderless || raw != nil || Self.canBeHeaderless(file) else {
      sf_close(handle)
      return nil
    }
    self.handle = handle
    self.source = source
    let subformat = info.format & Int32(SF_FORMAT_SUBMASK)
    isSixteenBit = subformat == Int32(SF_FORMAT_PCM_16)
    if subformat == Int32(SF_FORMAT_PCM_24), try file.bytes(at: 0, count: 4).has("RIFF") {
      packed = []
    }
    format = SoundFormat(info)
    // libsndfile's SF_COUNT_MAX means that the header does not tell.
    frameCount = info.frames == Int64.max ? nil : Int(info.frames)
  }

  /// libsndfile knows some MP3 only by the extension of a path. A single hyphen would be standard
  /// input.
  private static func openByName(
    _ file: borrowing InputFile, _ info: inout SF_INFO
  ) -> OpaquePointer? {
    guard file.isNamed else { return nil }
    info = SF_INFO()
    return sf_open(file.path == "-" ? "./-" : file.path, Int32(SFM_READ), &info)
  }

  /// What is known by its extension alone is not taken for it where its bytes say otherwise.
  private static func canBeHeaderless(_ file: borrowing InputFile) -> Bool {
    let start = (try? file.bytes(at: 0, count: 4096)) ?? []
    if PathName(file.path).nameExtension == "gsm" {
      return start.first.map { $0 >> 4 } == 0xD
    }
    return FileSignature(start, nameExtension: nil) == .unknown
  }

  deinit {
    sf_close(handle)
  }

  func read(frameLimit: Int) -> SampleBlock {
    let limit = frameLimit * format.channelCount
    if isSixteenBit {
      // As they are: libsndfile's way to floats takes longer than ours.
      return .sixteenBit(
        [Int16](unsafeUninitializedCapacity: limit) { buffer, count in
          let frames = sf_readf_short(handle, buffer.baseAddress, sf_count_t(frameLimit))
          count = max(0, Int(frames)) * format.channelCount
        })
    }
    if packed != nil { return .float(readPacked(sampleLimit: limit)) }
    return .float(
      [Float](unsafeUninitializedCapacity: limit) { buffer, count in
        let frames = sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameLimit))
        count = max(0, Int(frames)) * format.channelCount
      })
  }

  /// The samples that libsndfile would give, in half of the time.
  private func readPacked(sampleLimit: Int) -> [Float] {
    var bytes = packed.take() ?? []
    defer { packed = bytes }
    if bytes.count <= 3 * sampleLimit { bytes = [UInt8](repeating: 0, count: 1 + 3 * sampleLimit) }
    return bytes.withUnsafeMutableBytes { bytes in
      let got = sf_read_raw(
        handle, bytes.baseAddress.map { $0 + 1 }, sf_count_t(3 * sampleLimit))
      let count = max(0, Int(got)) / (3 * format.channelCount) * format.channelCount
      return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
        func sample(_ index: Int) -> Int32 {
          let word = bytes.loadUnaligned(fromByteOffset: 3 * index, as: Int32.self)
          return Int32(littleEndian: word) & -256
        }
        let output = UnsafeMutableRawBufferPointer(floats)
        for index in stride(from: 0, to: count & ~3, by: 4) {
          let four = SIMD4(
            sample(index), sample(index + 1), sample(index + 2), sample(index + 3))
          output.storeBytes(
            of: SIMD4<Float>(four) * 0x1p-31, toByteOffset: 4 * index, as: SIMD4<Float>.self)
        }
        for index in count & ~3..<count { floats[index] = Float(sample(index)) * 0x1p-31 }
        initialized = count
      }
    }
  }

  var failure: DecodingFailure? {
    if let error = source.failure { return .file(.unreadable(error)) }
    return sf_error(handle) == SF_ERR_NO_ERROR ? nil : .data
  }
}

/// A file, or bytes in memory, as libsndfile reads it: by calls to us, so that an error of the disk
/// is known for one.
private final class VirtualFile {
  /// Why reading has failed, where it has.
  private(set) var failure: Errno?
  private let file: InputFile
  private var offset = 0

  init(_ file: consuming InputFile) {
    self.file = file
  }

  func open(_ info: inout SF_INFO, _ raw: RawFormat?) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(VirtualFile.of($0)?.file.size ?? 0) },
      seek: { VirtualFile.of($2)?.seek(Int($0), from: $1) ?? -1 },
      read: { VirtualFile.of($2)?.read(Int($1), into: $0) ?? 0 },
      write: { _, _, _ in 0 },
      tell: { sf_count_t(VirtualFile.of($0)?.offset ?? 0) })
    // Formats without a header are told by the extension.
    let encodings = ["gsm": SF_FORMAT_GSM610, "vox": SF_FORMAT_VOX_ADPCM]
    if let raw {
      info.format = Int32(SF_FORMAT_RAW | SF_FORMAT_GSM610)
      (info.samplerate, info.channels) = (Int32(raw.sampleRate), 1)
    } else if let encoding = encodings[PathName(file.path).nameExtension ?? ""] {
      info.format = Int32(SF_FORMAT_RAW | encoding)
      (info.samplerate, info.channels) = (8000, 1)
    }
    return sf_open_virtual(
      &calls, Int32(SFM_READ), &info, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> VirtualFile? {
    pointer.map { Unmanaged<VirtualFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ distance: Int, from origin: Int32) -> sf_count_t {
    let start =
      switch Int(origin) {
      case Int(SEEK_SET): 0
      case Int(SEEK_CUR): offset
      default: file.size
      }
    let (target, overflow) = start.addingReportingOverflow(distance)
    guard !overflow, target >= 0 else { return -1 }
    offset = target
    return sf_count_t(target)
  }

  private func read(_ count: Int, into pointer: UnsafeMutableRawPointer?) -> sf_count_t {
    do {
      let buffer = UnsafeMutableRawBufferPointer(start: pointer, count: count)
      let got = try file.read(into: buffer, at: offset)
      offset += got
      return sf_count_t(got)
    } catch {
      failure = error
      return 0
    }
  }
}

extension SoundFormat {
  fileprivate init(_ info: SF_INFO) {
    let major = Int(info.format & Int32(SF_FORMAT_TYPEMASK))
    let encoding = Self.encodings[Int(info.format & Int32(SF_FORMAT_SUBMASK))] ?? .unknown
    let container = Self.containers[major] ?? .unknown
    self.init(
      // A stream of MPEG frames is called by its layer.
      container: major == SF_FORMAT_MPEG
        ? Container(rawValue: encoding.rawValue) ?? .mp3 : container,
      encoding: encoding, sampleRate: Int(info.samplerate), channelCount: Int(info.channels))
  }

  private static let containers: [Int: Container] = [
    SF_FORMAT_WAV: .wav, SF_FORMAT_WAVEX: .wav, SF_FORMAT_RF64: .rf64, SF_FORMAT_W64: .w64,
    SF_FORMAT_AIFF: .aiff, SF_FORMAT_AU: .au, SF_FORMAT_CAF: .caf, SF_FORMAT_FLAC: .flac,
    SF_FORMAT_OGG: .ogg, SF_FORMAT_RAW: .headerless, SF_FORMAT_PAF: .paf, SF_FORMAT_SVX: .svx,
    SF_FORMAT_NIST: .nist, SF_FORMAT_VOC: .voc, SF_FORMAT_IRCAM: .ircam, SF_FORMAT_MAT4: .mat4,
    SF_FORMAT_MAT5: .mat5, SF_FORMAT_PVF: .pvf, SF_FORMAT_XI: .xi, SF_FORMAT_HTK: .htk,
    SF_FORMAT_SDS: .sds, SF_FORMAT_AVR: .avr, SF_FORMAT_SD2: .sd2, SF_FORMAT_WVE: .wve,
    SF_FORMAT_MPC2K: .mpc2000,
  ]

  private static let encodings: [Int: Encoding] = [
    SF_FORMAT_PCM_S8: .pcm8, SF_FORMAT_PCM_U8: .pcm8, SF_FORMAT_PCM_16: .pcm16,
    SF_FORMAT_PCM_24: .pcm24, SF_FORMAT_PCM_32: .pcm32, SF_FORMAT_FLOAT: .float32,
    SF_FORMAT_DOUBLE: .float64, SF_FORMAT_ULAW: .muLaw, SF_FORMAT_ALAW: .aLaw,
    SF_FORMAT_IMA_ADPCM: .imaADPCM, SF_FORMAT_MS_ADPCM: .msADPCM, SF_FORMAT_GSM610: .gsm,
    SF_FORMAT_VOX_ADPCM: .voxADPCM, SF_FORMAT_NMS_ADPCM_16: .nmsADPCM,
    SF_FORMAT_NMS_ADPCM_24: .nmsADPCM, SF_FORMAT_NMS_ADPCM_32: .nmsADPCM,
    SF_FORMAT_G721_32: .g721, SF_FORMAT_G723_24: .g723, SF_FORMAT_G723_40: .g723,
    SF_FORMAT_DWVW_12: .dwvw, SF_FORMAT_DWVW_16: .dwvw, SF_FORMAT_DWVW_24: .dwvw,
    SF_FORMAT_DWVW_N: .dwvw, SF_FORMAT_DPCM_8: .dpcm8, SF_FORMAT_DPCM_16: .dpcm16,
    SF_FORMAT_VORBIS: .vorbis, SF_FORMAT_OPUS: .opus, SF_FORMAT_ALAC_16: .alac,
    SF_FORMAT_ALAC_20: .alac, SF_FORMAT_ALAC_24: .alac, SF_FORMAT_ALAC_32: .alac,
    SF_FORMAT_MPEG_LAYER_I: .mp1, SF_FORMAT_MPEG_LAYER_II: .mp2, SF_FORMAT_MPEG_LAYER_III: .mp3,
  ]
}
