internal import Foundation

/// Why the sample portal cannot be shown.
package enum SamplePortalError: Error, Sendable, CustomStringConvertible {
  /// Thrown when the folder of the site is not beside the program.
  case siteMissing(path: String)

  package var description: String {
    switch self {
    case .siteMissing(let path):
      "the sample portal's pages are missing: \(path) must stand beside the program, where the build puts it"
    }
  }
}

/// The bytes of the sample portal's files, read once from the folder `Site`.
struct SiteFiles: Sendable {
  private let pages: [PortalState: [String: [UInt8]]]
  /// The body of an answer of 404.
  let notFound: [UInt8]
  /// The body of an answer of 521.
  let challenge: [UInt8]

  /// Reads the folder.
  ///
  /// Thrown when a file of the bundle cannot be read.
  init(folder: URL) throws {
    pages = [
      .first: try Self.files(in: folder.appending(path: PortalState.first.rawValue)),
      .second: try Self.files(in: folder.appending(path: PortalState.second.rawValue)),
    ]
    notFound = [UInt8](try Data(contentsOf: folder.appending(path: "answers/404.html")))
    challenge = [UInt8](try Data(contentsOf: folder.appending(path: "answers/521.html")))
  }

  /// Finds the folder that the build has put beside the program. `Bundle.module` would end the process without it.
  ///
  /// Thrown when it is not there.
  static func bundledFolder() throws(SamplePortalError) -> URL {
    let program = Bundle.main.bundleURL
    let places = ["fangzhi_SamplePortal.resources/Site", "fangzhi_SamplePortal.bundle/Contents/Resources/Site"]
    for place in places.map({ program.appending(path: $0) })
    where FileManager.default.fileExists(atPath: place.path) { return place }
    throw .siteMissing(path: program.appending(path: "fangzhi_SamplePortal.resources").path)
  }

  /// The file behind a path; nil when the portal has none. A path that ends in `/` is its `index.html`.
  func bytes(of path: String, in state: PortalState) -> [UInt8]? {
    let key = path.hasSuffix("/") ? path + "index.html" : path
    if state == .second, let newer = pages[.second]?[key] { return newer }
    return pages[.first]?[key]
  }

  /// Every path that answers with a file in that state, sorted.
  func paths(in state: PortalState) -> [String] {
    var all = Set(pages[.first, default: [:]].keys)
    if state == .second { all.formUnion(pages[.second, default: [:]].keys) }
    return all.sorted()
  }

  /// Paths relative to the folder, each with its bytes. What is not listed here cannot be asked for, `..` included.
  private static func files(in folder: URL) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      found["/" + path] = [UInt8](try Data(contentsOf: file))
    }
    return found
  }
}
