internal import SystemPackage

/// What ffprobe tells of a recording.
struct FFmpegProbe {
  /// As ffmpeg calls it; nil without an audio track.
  private(set) var codec: String?
  /// Seconds that the container gives the first audio track; nil where it does not say.
  private(set) var duration: Double?

  /// Nil where it cannot be asked, or does not know the file.
  init?(_ program: FFmpegProgram, _ input: FFmpegInput, _ source: FFmpegSource) {
    let arguments =
      ["-v", "error"] + FFmpegProgram.safety
      + [
        "-show_entries",
        "stream=codec_type,codec_name,duration:stream_tags=DURATION,DURATION-eng",
        "-of", "default", "-i", source.argument,
      ]
    guard let probePath = program.probePath,
      let text = ChildProcess.output(
        of: probePath, arguments, input: source.descriptor, isCancelled: source.isCancelled)
    else { return nil }
    self.init(text, input.container)
  }

  /// - Parameter text: a section `[STREAM]` a track, a line a value.
  init(_ text: String, _ container: SoundFormat.Container) {
    var tracks: [[String: String]] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if line == "[STREAM]" { tracks.append([:]) }
      guard let sign = line.firstIndex(of: "="), !tracks.isEmpty else { continue }
      tracks[tracks.count - 1][String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    guard let audio = tracks.first(where: { $0["codec_type"] == "audio" }) else { return }
    codec = audio["codec_name"] ?? ""
    switch container {
    case .mp4: duration = audio["duration"].flatMap(Double.init)
    // What it calls the track's duration is the file's.
    case .asf where tracks.count == 1: duration = audio["duration"].flatMap(Double.init)
    case .matroska:
      duration = (audio["TAG:DURATION"] ?? audio["TAG:DURATION-eng"]).flatMap(Self.seconds)
    default: break
    }
  }

  /// Of hours, minutes and seconds: `00:00:05.805000000`.
  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":").map { Double($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2]
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  var encoding: SoundFormat.Encoding {
    guard let codec else { return .unknown }
    if codec.hasPrefix("wma") { return .wma }
    return Self.encodings[codec] ?? .unknown
  }

  private static let encodings: [String: SoundFormat.Encoding] = [
    "aac": .aac, "alac": .alac, "amr_nb": .amrNB, "amr_wb": .amrWB, "ape": .ape, "flac": .flac,
    "mp1": .mp1, "mp2": .mp2, "mp3": .mp3, "opus": .opus, "pcm_alaw": .aLaw, "pcm_mulaw": .muLaw,
    "pcm_s16be": .pcm16, "pcm_s16le": .pcm16, "pcm_s24be": .pcm24, "pcm_s24le": .pcm24,
    "speex": .speex, "vorbis": .vorbis, "wavpack": .wavPack,
  ]
}

/// Where ffmpeg gets a recording from.
struct FFmpegSource {
  /// For `-i`: a file, whatever its name looks like.
  let argument: String
  /// Of a file without a name.
  let descriptor: FileDescriptor?
  let isCancelled: @Sendable () -> Bool

  /// - Parameter file: on the disk, and open as long as this.
  init(_ file: borrowing InputFile, isCancelled: @escaping @Sendable () -> Bool) {
    descriptor = file.privateDescriptor
    // Where the program finds its descriptor 3.
    argument = descriptor == nil ? "file:" + file.path : "file:/dev/fd/3"
    self.isCancelled = isCancelled
  }
}

extension FFmpegInput {
  /// What ffmpeg needs before its input.
  ///
  /// - Throws: ``AudioFileError`` where the file cannot be read, or `program` would leave out parts
  ///   of it.
  func options(
    for file: borrowing InputFile, _ program: FFmpegProgram
  ) throws(AudioFileError) -> [String] {
    if let raw { return ["-f", raw.coding.rawValue] }
    guard container == .amr, let frames = try AMRFrames(file), frames.isDiscontinuous else {
      return []
    }
    let decoder = FFmpegProgram.openCoreAMR(isWideband: frames.isWideband)
    guard program.hasDecoder(decoder) else {
      throw AudioFileError(file.path, .discontinuousAMR(program: program.version))
    }
    return ["-c:a", decoder]
  }

  /// Whether only ffprobe tells what is in the container, and how long it is.
  var isProbed: Bool {
    switch container {
    case .headerless, .amr, .adts, .mp3, .ogg: false
    default: true
    }
  }

  /// What is in a container that is not probed.
  var encoding: SoundFormat.Encoding {
    switch container {
    case .headerless: .g722
    case .amr: name == "AMR-WB" ? .amrWB : .amrNB
    case .adts: .aac
    case .mp3: .mp3
    case .ogg where name == "Ogg FLAC": .flac
    case .ogg where name == "Speex": .speex
    default: .unknown
    }
  }
}
