// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "VoicePrompts", path: ".."),
    // Without its traits: they need jemalloc, for counts that are not wanted here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.29.0", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CSndfileBenchmark", path: "CSndfileBenchmark", pkgConfig: "sndfile"),
    .executableTarget(
      name: "Signal",
      dependencies: [
        "CSndfileBenchmark",
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "TelephonyAudio", package: "VoicePrompts"),
        .product(name: "VoicePrompts", package: "VoicePrompts"),
      ],
      path: "Benchmarks/Signal",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
