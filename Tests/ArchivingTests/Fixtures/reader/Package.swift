// swift-tools-version: 6.2
import PackageDescription

// A program in a package of its own that reads archives. FANGZHI is the folder of the package `fangzhi`.
let package = Package(
  name: "reader",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "fangzhi", path: Context.environment["FANGZHI"] ?? "../fangzhi")],
  targets: [
    .executableTarget(name: "reader", dependencies: [.product(name: "Archiving", package: "fangzhi")], path: "Sources")
  ],
  swiftLanguageModes: [.v6]
)
