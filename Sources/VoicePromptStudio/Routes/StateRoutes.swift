internal import AudioFiles
internal import NIOHTTP1
internal import TelephonyAudio
internal import VoicePrompts

/// What the page is built from, and the end.
enum StateRoutes {
  static let all = [
    Route(.GET, "state") { _, _, session in .json(await StudioState(session)) },
    Route(.POST, "quit") { _, _, _ in
      var answer = Answer.done
      answer.endsServer = true
      return answer
    },
  ]
}

/// All that the page shows when it is opened.
struct StudioState: Encodable, Sendable {
  let version = Version.current
  let language: String?
  let readOnly: Bool
  let place: String
  let limits = Limits()
  let profile: String
  let profiles: [Profile]
  let fields: [Field]
  let apis: [API]
  let levels = Levels()
  let recordings: [Card]
  let set: StudioSet

  struct Limits: Encodable, Sendable {
    let recordingBytes = StudioSession.recordingLimit
    let sessionBytes = StudioSession.sessionLimit
    let recordings = StudioSession.recordingCountLimit
  }

  struct Levels: Encodable, Sendable {
    let lowest = SoundOptions.levels.lowerBound
    let highest = SoundOptions.levels.upperBound
    let usual = SoundOptions.usualLevel
  }

  struct Profile: Encodable, Sendable {
    let id: String
    let name: Words
    let nameExtension: String
    let sizeLimit: Int?
    let format: Words
    let hasFields: Bool

    init(_ profile: PlatformProfile) {
      id = profile.id
      name = Words(profile.title)
      nameExtension = profile.nameRule.nameExtension
      sizeLimit = profile.sizeLimit?.value.bytes
      format = Words(profile.format.summary)
      hasFields = !profile.requests.isEmpty
    }
  }

  struct Field: Encodable, Sendable {
    let name: String
    let purpose: Words
    let fileName: String
    let carriesMusic: Bool
    let beforeCall: Bool
    let apis: [String]
  }

  struct API: Encodable, Sendable {
    let id: String
    let name: Words
    let fields: [String]
  }

  init(_ session: StudioSession) async {
    let settings = session.settings
    language = settings.language?.rawValue
    readOnly = settings.isReadOnly
    place = settings.place ?? "."
    profile = settings.profile.id
    profiles = PlatformProfile.all.map(Profile.init)
    // The fields of a profile are those of its requests; only one platform has any.
    let requests = PlatformProfile.standard.requests
    fields = PlatformProfile.standard.parameterNames.compactMap { name in
      guard let parameter = PromptParameter.named(name) else { return nil }
      return Field(
        name: name, purpose: Words(parameter.purpose),
        fileName: PlatformProfile.standard.nameRule.withExtension(name),
        carriesMusic: parameter.carriesMusic, beforeCall: parameter.isPlayedBeforeCall,
        apis: requests.filter { $0.parameters.contains { $0.name == name } }.map(\.id))
    }
    apis = requests.map {
      API(id: $0.id, name: Words($0.name), fields: $0.parameters.map(\.name))
    }
    // What cards say of the set is known once it was read.
    set = await session.readSet()
    recordings = await session.all.map(Card.init)
  }
}

extension WAVFormat {
  /// `G.711 A-law, 8000 Hz, mono`
  fileprivate var summary: Text {
    let (encoding, rate, count) = (encoding, sampleRate, channelCount)
    let name = encoding.isLinear ? encoding.name : "G.711 \(encoding.name)"
    let channels =
      count == 1
      ? Text(english: "mono", chinese: "单声道")
      : Text(english: "\(count) channels", chinese: "\(count) 个声道")
    return Text(
      english: "\(name), \(rate) Hz, \(channels.english)",
      chinese: "\(name)，\(rate) Hz，\(channels.chinese)")
  }
}
