// swift-tools-version: 6.2

import PackageDescription

/// Settings for every Swift target: what Swift will require next, required now.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "VoicePrompts",
  // macOS 15 is the first with the Synchronization module.
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TelephonyAudio", targets: ["TelephonyAudio"]),
    .library(name: "AudioFiles", targets: ["AudioFiles"]),
    .library(name: "VoicePrompts", targets: ["VoicePrompts"]),
    .library(name: "VoicePromptReports", targets: ["VoicePromptReports"]),
    .executable(name: "voiceprompt", targets: ["VoicePromptCommand"]),
    .executable(name: "voiceprompt-studio", targets: ["VoicePromptStudioCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    // The studio's server, and in nothing else.
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    // The paths in swift-subprocess's interface, where the system has no System module.
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    // MARK: C libraries of the system
    .systemLibrary(
      name: "CSndfile",
      pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"]), .yum(["libsndfile-devel"]), .brew(["libsndfile"])]
    ),
    .systemLibrary(
      name: "CSamplerate",
      pkgConfig: "samplerate",
      providers: [
        .apt(["libsamplerate0-dev"]), .yum(["libsamplerate-devel"]), .brew(["libsamplerate"]),
      ]
    ),

    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .yum(["libyaml-devel"]), .brew(["libyaml"])]
    ),

    // MARK: Libraries
    .target(name: "CLibrary", swiftSettings: strict),
    .target(name: "CArguments"),
    .target(name: "CFileKernels"),
    .target(name: "CTelephonyKernels"),
    .target(
      name: "TelephonyAudio",
      dependencies: ["CLibrary", "CSamplerate", "CTelephonyKernels"],
      swiftSettings: strict
    ),
    .target(
      name: "AudioFiles",
      dependencies: [
        "CFileKernels", "CLibrary", "CSndfile", "TelephonyAudio",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "VoicePrompts",
      dependencies: [
        "AudioFiles", "CYAML", "TelephonyAudio",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "VoicePromptReports",
      dependencies: ["AudioFiles", "TelephonyAudio", "VoicePrompts"],
      swiftSettings: strict
    ),

    // MARK: The studio
    .target(name: "CStudioPage", exclude: ["page"]),
    .target(
      name: "VoicePromptStudio",
      dependencies: [
        "AudioFiles", "CLibrary", "CStudioPage", "TelephonyAudio", "VoicePromptReports",
        "VoicePrompts",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "VoicePromptStudioCommand",
      dependencies: [
        "AudioFiles", "CLibrary", "VoicePromptStudio", "VoicePrompts",
      ],
      swiftSettings: strict
    ),

    // MARK: The command
    .executableTarget(
      name: "VoicePromptCommand",
      dependencies: [
        "AudioFiles",
        "CArguments",
        "CLibrary",
        "TelephonyAudio",
        "VoicePromptReports",
        "VoicePrompts",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),

    // MARK: Tests
    .target(
      name: "TestSupport",
      dependencies: ["AudioFiles", "CSndfile"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "TelephonyAudioTests",
      dependencies: ["AudioFiles", "TelephonyAudio", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AudioFilesTests",
      dependencies: [
        "AudioFiles", "TelephonyAudio", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VoicePromptsTests",
      dependencies: [
        "AudioFiles", "TelephonyAudio", "TestSupport", "VoicePrompts",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VoicePromptReportsTests",
      dependencies: [
        "AudioFiles", "TelephonyAudio", "TestSupport", "VoicePromptReports", "VoicePrompts",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VoicePromptStudioTests",
      dependencies: [
        "AudioFiles", "CLibrary", "TelephonyAudio", "TestSupport", "VoicePromptStudio",
        "VoicePrompts",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VoicePromptCommandTests",
      dependencies: [
        "TestSupport", "VoicePromptCommand", "VoicePrompts",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(
          name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux])),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
