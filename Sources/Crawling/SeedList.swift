package import Foundation
internal import Web

/// Where crawls begin: portal files, and plain lists of addresses, one a line, `#` before remarks.
package struct SeedList: Sendable {
  /// What holds for the addresses of plain lists, which no portal file describes.
  package struct Terms: Sendable, Hashable {
    package var allowsPrivateAddresses = false
    package var delaySeconds: Double?
    package var connectionsPerHost: Int?

    package init() {}
  }

  package let portals: [Portal]

  /// Reads one portal file, one plain list, or a folder of both.
  ///
  /// Thrown with everything that is wrong with the files at once.
  package init(at place: URL, terms: Terms) throws(SettingsError) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: place.resolvingSymlinksInPath().path)
    else {
      throw SettingsError(file: place.path, problems: [SettingsProblem(path: "$", message: "there is no such file")])
    }
    if attributes[.type] as? FileAttributeType == .typeDirectory {
      portals = try Self.portals(inFolder: place, terms: terms)
    } else if place.pathExtension == "json" {
      portals = [try Portal(json: try Self.bytes(place), file: place.path)]
    } else {
      portals = Self.portals(of: try Self.addresses(in: place), terms: terms)
    }
  }

  private static func portals(inFolder folder: URL, terms: Terms) throws(SettingsError) -> [Portal] {
    var portals = try Portal.all(in: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var addresses: [CrawlURL] = []
    for name in names.sorted() where name.hasSuffix(".txt") {
      addresses += try self.addresses(in: folder.appending(path: name))
    }
    let loose = addresses.filter { url in !portals.contains { $0.covers(url) } }
    for index in portals.indices {
      let own = addresses.filter { portals[index].covers($0) }
      portals[index].entries += own.map { PortalEntry(kind: .document, url: $0) }
    }
    return portals + self.portals(of: loose, terms: terms)
  }

  /// Those with that id; all of them when none is named.
  ///
  /// Thrown when an id is no portal's.
  package func named(_ ids: [String]) throws(SettingsError) -> [Portal] {
    if ids.isEmpty { return portals }
    let unknown = ids.filter { id in !portals.contains { $0.id == id } }
    guard unknown.isEmpty else {
      let known = portals.map(\.id).joined(separator: ", ")
      throw SettingsError(
        file: "seeds",
        problems: unknown.map {
          SettingsProblem(path: "$.id", message: "no portal is named \($0); there are: \(known)")
        })
    }
    return portals.filter { ids.contains($0.id) }
  }

  /// A portal for each host of a plain list, named like it.
  private static func portals(of addresses: [CrawlURL], terms: Terms) -> [Portal] {
    let hosts = Dictionary(grouping: addresses, by: \.authority)
    return hosts.keys.sorted().map { host in
      let entries = (hosts[host] ?? []).map { PortalEntry(kind: $0.path == "/" ? .home : .document, url: $0) }
      var portal = Portal(id: host, hosts: [host], entries: entries)
      portal.allowPrivateAddresses = terms.allowsPrivateAddresses
      portal.limits.delaySeconds = terms.delaySeconds
      portal.limits.connectionsPerHost = terms.connectionsPerHost
      return portal
    }
  }

  private static func addresses(in file: URL) throws(SettingsError) -> [CrawlURL] {
    let text = String(decoding: try bytes(file), as: UTF8.self)
    var urls: [CrawlURL] = []
    var problems: [SettingsProblem] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let word = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if word.isEmpty || word.hasPrefix("#") { continue }
      if let url = CrawlURL(word) {
        urls.append(url)
      } else {
        problems.append(SettingsProblem(path: "line \(number + 1)", message: "no http or https address: \(word)"))
      }
    }
    if !problems.isEmpty { throw SettingsError(file: file.path, problems: problems) }
    return urls
  }

  private static func bytes(_ file: URL) throws(SettingsError) -> [UInt8] {
    guard let data = try? Data(contentsOf: file) else {
      throw SettingsError(file: file.path, problems: [SettingsProblem(path: "$", message: "cannot be read")])
    }
    return [UInt8](data)
  }
}
