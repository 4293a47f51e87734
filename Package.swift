// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of the house is compiled with.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: [], resources: [.copy("Fixtures")],
    swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")])
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "fangzhi",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "fangzhi", targets: ["fangzhi"]),
    // For programs that read archives, or clean pages: docs/using-the-archive.md.
    .library(name: "Archiving", targets: ["Archiving"]),
    // For Scripts/fuzz, which links it with libFuzzer.
    .library(name: "Fuzzing", type: .static, targets: ["Fuzzing"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),

    // Arrows go down only (docs/architecture.md): a room may use what stands above it here.
    room("Web", [crypto]),
    room("Scheduling", ["Web"]),
    room("Fetching", ["Web", "CCurl"]),
    room("WARC", ["Web", "CZlib", crypto]),
    room("Extracting", ["Web", "CLibxml2"]),
    room("Converting", ["Web", "Extracting", .product(name: "Subprocess", package: "swift-subprocess")]),
    room("Comparing", ["Web", "Extracting"]),
    room("Searching", ["Web"]),
    room("Cataloguing", ["Web", "Searching", grdb, sqlite]),
    room("Archiving", ["Web", "WARC", "Extracting", "Converting", "Searching", "Cataloguing"]),
    room(
      "Crawling",
      [
        "Web", "Scheduling", "Fetching", "WARC", "Extracting", "Cataloguing", "Archiving",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    room(
      "Monitoring",
      ["Web", "Scheduling", "Cataloguing", "Crawling", .product(name: "FlyingFox", package: "FlyingFox")]),
    room("SamplePortal", ["Web", .product(name: "FlyingFox", package: "FlyingFox")], resources: [.copy("Site")]),
    room(
      "Commands",
      [
        "Web", "Scheduling", "Fetching", "WARC", "Extracting", "Converting", "Comparing", "Searching", "Cataloguing",
        "Archiving", "Crawling", "Monitoring", "SamplePortal", arguments, logging,
      ]),
    .executableTarget(name: "fangzhi", dependencies: ["Commands", "CMalloc"], swiftSettings: strict),

    // `make fuzz` and `make bench`
    .target(
      name: "Fuzzing", dependencies: ["Web", "Extracting"], path: "Fuzz", exclude: ["html.dict"], swiftSettings: strict),
    .executableTarget(
      name: "benchmarks", dependencies: ["Web", "Extracting"], path: "Benchmarks", swiftSettings: strict),

    .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: strict),
    tests("WebTests", ["Web"]),
    tests("SchedulingTests", ["Scheduling", "Web"]),
    tests("WARCTests", ["WARC", "Web"]),
    tests("ExtractingTests", ["Extracting", "Web"]),
    tests("DiscoveryTests", ["Extracting", "Web"]),
    tests("ComparingTests", ["Comparing", "Extracting", "Web"]),
    tests("SearchingTests", ["Searching", "Web"]),
    tests("SearchIndexTests", ["Cataloguing", "Searching", "Web"]),
    tests("DocumentTests", ["Extracting", "Web"]),
    tests("ConvertingTests", ["Converting", "Extracting", "Web"]),
    tests("FetchingTests", ["Fetching", "Web", "LoopbackServer"]),
    tests("CataloguingTests", ["Cataloguing", "Web", grdb]),
    tests(
      "ArchivingTests",
      [
        "Archiving", "Cataloguing", "Comparing", "Extracting", "Searching", "WARC", "Web", "LoopbackServer", "fangzhi",
        grdb,
      ]),
    tests("SamplePortalTests", ["SamplePortal", "Web"]),
    tests(
      "CrawlingTests",
      [
        "Crawling", "Archiving", "Cataloguing", "Fetching", "Scheduling", "WARC", "Extracting", "Monitoring", "Web",
        "LoopbackServer",
      ]),
    tests("CommandsTests", ["fangzhi", "SamplePortal", "Web", "LoopbackServer"]),
  ],
  swiftLanguageModes: [.v6]
)
