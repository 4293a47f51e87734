internal import Archiving
internal import Fetching
package import Foundation
internal import Scheduling
internal import Web

extension Portal {
  /// Reads one portal file.
  ///
  /// Thrown with all unknown keys and wrong values at once, each with its JSON path.
  package init(json: [UInt8], file: String) throws(SettingsError) {
    let value: JSONValue
    do { value = try JSONValue.parse(json) } catch {
      throw SettingsError(file: file, problems: [SettingsProblem(path: "$", message: "\(error)")])
    }
    var object = SettingsObject(value, path: "$")
    let id = object.string("id")
    let hosts = object.strings("hosts") ?? []
    let entries = object.objects("entries") { PortalEntry(reading: &$0) } ?? []
    self.init(id: id ?? "", hosts: hosts.map { $0.lowercased() }, entries: entries)
    if id.map(Self.isUsable) != true { object.report("id", "must be given: lower-case letters, digits and hyphens") }
    if hosts.isEmpty { object.report("hosts", "must name at least one host") }
    if entries.isEmpty { object.report("entries", "must name at least one place to begin") }
    readIdentity(&object)
    readBehaviour(&object)
    let problems = object.finished()
    if !problems.isEmpty { throw SettingsError(file: file, problems: problems) }
  }

  /// All portal files of a folder, by name.
  ///
  /// Thrown with the problems of all files at once; two files with one id, or with one host, are a problem too.
  package static func all(in folder: URL) throws(SettingsError) -> [Portal] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var portals: [Portal] = []
    var problems: [SettingsProblem] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      do throws(SettingsError) {
        let portal = try read(folder.appending(path: name))
        problems += portal.clashes(with: portals, file: name)
        portals.append(portal)
      } catch {
        problems += error.problems.map { SettingsProblem(path: "\(name): \($0.path)", message: $0.message) }
      }
    }
    if !problems.isEmpty { throw SettingsError(file: folder.path, problems: problems) }
    return portals
  }

  /// The portals of the config's folder, for what somebody names while others are crawled; none when one of its files
  /// is wrong, which concerns nobody then.
  package static func named(in config: Config) -> [Portal] {
    (try? all(in: URL(filePath: config.seedsFolder, directoryHint: .isDirectory))) ?? []
  }

  private static func read(_ file: URL) throws(SettingsError) -> Portal {
    guard let json = try? Data(contentsOf: file) else {
      throw SettingsError(file: file.path, problems: [SettingsProblem(path: "$", message: "cannot be read")])
    }
    return try Portal(json: [UInt8](json), file: file.path)
  }

  /// What this portal and the ones before it cannot both have.
  private func clashes(with others: [Portal], file: String) -> [SettingsProblem] {
    var problems: [SettingsProblem] = []
    if others.contains(where: { $0.id == id }) {
      problems.append(SettingsProblem(path: "\(file): $.id", message: "another file has the id \"\(id)\""))
    }
    for host in hosts {
      guard let owner = others.first(where: { $0.hosts.contains(host) }) else { continue }
      problems.append(SettingsProblem(path: "\(file): $.hosts", message: "\(host) belongs to \"\(owner.id)\" already"))
    }
    return problems
  }

  private static func isUsable(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private mutating func readIdentity(_ object: inout SettingsObject) {
    name = object.string("name")
    siteIDCode = object.string("siteIDCode")
    official = object.bool("official") ?? official
    formerHosts = object.strings("formerHosts") ?? []
    organs = object.objects("organs") { PortalOrgan(reading: &$0) } ?? []
    sessionParameters = Set(object.strings("sessionParameters") ?? [])
  }

  private mutating func readBehaviour(_ object: inout SettingsObject) {
    scope = object.objects("scope") { PortalScopeRule(reading: &$0) } ?? []
    object.object("limits") { limits.read(&$0) }
    if let text = object.string("schedule") {
      do { schedule = try Cron(text) } catch { object.report("schedule", error.description) }
    }
    materialise = object.choice("materialise", Materialisation.self)
    requisites = object.choice("requisites", PortalRequisites.self) ?? requisites
    allowPrivateAddresses = object.bool("allowPrivateAddresses") ?? false
    object.object("tls") { tls in
      self.tls.securityLevel = tls.int("securityLevel", in: 0...2) ?? self.tls.securityLevel
      self.tls.legacyRenegotiation = tls.bool("legacyRenegotiation") ?? self.tls.legacyRenegotiation
      self.tls.allowUnverified = tls.bool("allowUnverified") ?? self.tls.allowUnverified
      self.tls.caFile = tls.string("caFile") ?? self.tls.caFile
    }
    object.object("rules") { rules in
      include = rules.strings("include") ?? []
      exclude = rules.strings("exclude") ?? []
    }
    if !allowPrivateAddresses, limits.delaySeconds == 0 || (limits.connectionsPerHost ?? 1) > 1 {
      object.report("limits", "delaySeconds 0 and connectionsPerHost above 1 need allowPrivateAddresses")
    }
  }
}

extension PortalEntry {
  init?(reading object: inout SettingsObject) {
    let kind = object.choice("kind", Kind.self)
    let text = object.string("url") ?? ""
    let url = CrawlURL(text)
    if kind == nil { object.report("kind", "must be given") }
    if url == nil { object.report("url", "must be an http or https address, not \"\(text)\"") }
    let filter = object.string("filter")
    guard let kind, let url else { return nil }
    self.init(kind: kind, url: url, filter: filter)
  }
}

extension PortalOrgan {
  init?(reading object: inout SettingsObject) {
    let id = object.string("id")
    let name = object.string("name")
    if id == nil { object.report("id", "must be given") }
    if name == nil { object.report("name", "must be given") }
    let aliases = object.strings("aliases") ?? []
    let level = object.choice("level", Level.self)
    guard let id, let name else { return nil }
    self.init(id: id, name: name, aliases: aliases, level: level)
  }
}

extension PortalScopeRule {
  init?(reading object: inout SettingsObject) {
    let accept = object.choice("accept", Subject.self)
    let reject = object.choice("reject", Subject.self)
    let value = object.string("value")
    if (accept == nil) == (reject == nil) { object.report("accept", "give either accept or reject") }
    if value == nil { object.report("value", "must be given, as a string") }
    guard let subject = accept ?? reject, let value else { return nil }
    self.init(isAccept: accept != nil, subject: subject, value: value)
  }
}

extension PortalLimits {
  mutating func read(_ object: inout SettingsObject) {
    delaySeconds = object.number("delaySeconds", in: 0...3_600)
    connectionsPerHost = object.int("connectionsPerHost", in: 1...64)
    maxDepth = object.int("maxDepth", in: 0...100)
    maxPages = object.int("maxPages", in: 1...1_000_000_000)
    requestsPerDay = object.int("requestsPerDay", in: 1...1_000_000_000)
    goneConfirmations = object.int("goneConfirmations", in: 1...100)
  }
}
