package import Archiving
package import Fetching
private import Foundation
internal import Web

/// Every setting of the program, in the order of the road: fetching, robots, archive; then `run`.
///
/// `config.json` at the top of the project holds each one at its default; a test proves it.
package struct Config: Sendable, Equatable {
  /// URL or mail of whoever runs the crawl, sent with the user agent; required for crawls of real hosts, not for `fetch`.
  package var contact: String = ""
  /// The archive's folder, relative to the working directory; default `archive`.
  package var archiveFolder: String = "archive"
  /// The folder of the portal files; default `seeds`.
  package var seedsFolder: String = "seeds"
  package var fetching = FetchSettings()
  package var robots = RobotsSettings()
  package var archive = ArchiveSettings()
  package var run = RunSettings()

  package init() {}
}

/// How requests are made.
package struct FetchSettings: Sendable, Equatable {
  /// Seconds between two requests to one host; default 3.
  package var delaySeconds: Double = 3
  /// Seconds for name resolution and connecting; default 20.
  package var connectTimeoutSeconds: Int = 20
  /// Seconds for a whole page; default 300.
  package var pageTimeoutSeconds: Int = 300
  /// Seconds for a whole attachment; default 1,200.
  package var attachmentTimeoutSeconds: Int = 1_200
  /// Slower than this many bytes a second …; default 100.
  package var lowSpeedBytesPerSecond: Int = 100
  /// … for this many seconds ends the transfer; default 60.
  package var lowSpeedSeconds: Int = 60
  /// Bytes after which a page is cut; default 16 MiB.
  package var maxPageBytes: Int = 16 << 20
  /// Bytes after which an attachment is cut; default 256 MiB.
  package var maxAttachmentBytes: Int = 256 << 20
  /// Redirects followed from one URL; default 10.
  package var maxRedirects: Int = 10
  /// Requests at a time; default 64.
  package var maxConnections: Int = 64
  /// Value of Accept-Language; default `zh-CN,zh;q=0.9`.
  package var acceptLanguage: String = "zh-CN,zh;q=0.9"
  /// A proxy URL; default none. Environment variables are never read. With a proxy the address check covers the proxy only.
  package var proxy: String?

  package init() {}
}

/// How robots.txt is obeyed.
package struct RobotsSettings: Sendable, Equatable {
  /// Seconds for which one answer holds; default 86,400, the most that RFC 9309 §2.4 allows.
  package var cacheSeconds: Int = 86_400
  /// Bytes read; default 512 KiB, the least that RFC 9309 §2.5 allows.
  package var maxBytes: Int = 512 << 10

  package init() {}
}

extension Config {
  /// Reads a config file; every key may be left out.
  ///
  /// Thrown with all unknown keys and wrong values at once.
  package init(json: [UInt8], file: String) throws(SettingsError) {
    self.init()
    let value: JSONValue
    do { value = try JSONValue.parse(json) } catch {
      throw SettingsError(file: file, problems: [SettingsProblem(path: "$", message: "\(error)")])
    }
    var object = SettingsObject(value, path: "$")
    contact = object.string("contact") ?? contact
    archiveFolder = object.string("archiveFolder") ?? archiveFolder
    seedsFolder = object.string("seedsFolder") ?? seedsFolder
    object.object("fetching") { fetching.read(&$0) }
    object.object("robots") { robots.read(&$0) }
    object.object("archive") { archive.read(&$0) }
    object.object("run") { run.read(&$0) }
    let problems = object.finished()
    if !problems.isEmpty { throw SettingsError(file: file, problems: problems) }
  }

  /// The whole config as the file holds it.
  package var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { config in
      config.member("contact", contact)
      config.member("archiveFolder", archiveFolder)
      config.member("seedsFolder", seedsFolder)
      config.key("fetching")
      config.object { fetching.write(to: &$0) }
      config.key("robots")
      config.object { robots.write(to: &$0) }
      config.key("archive")
      config.object { archive.write(to: &$0) }
      config.key("run")
      config.object { run.write(to: &$0) }
    }
    return writer.bytes + [0x0A]
  }
}

extension RobotsSettings {
  mutating func read(_ object: inout SettingsObject) {
    cacheSeconds = object.int("cacheSeconds", in: 0...86_400) ?? cacheSeconds
    maxBytes = object.int("maxBytes", in: (512 << 10)...(64 << 20)) ?? maxBytes
  }

  func write(to object: inout JSONWriter) {
    object.member("cacheSeconds", cacheSeconds)
    object.member("maxBytes", maxBytes)
  }
}

extension FetchSettings {
  mutating func read(_ object: inout SettingsObject) {
    delaySeconds = object.number("delaySeconds", in: 0...3_600) ?? delaySeconds
    connectTimeoutSeconds = object.int("connectTimeoutSeconds", in: 1...600) ?? connectTimeoutSeconds
    pageTimeoutSeconds = object.int("pageTimeoutSeconds", in: 1...86_400) ?? pageTimeoutSeconds
    attachmentTimeoutSeconds = object.int("attachmentTimeoutSeconds", in: 1...86_400) ?? attachmentTimeoutSeconds
    lowSpeedBytesPerSecond = object.int("lowSpeedBytesPerSecond", in: 0...1_000_000) ?? lowSpeedBytesPerSecond
    lowSpeedSeconds = object.int("lowSpeedSeconds", in: 1...3_600) ?? lowSpeedSeconds
    maxPageBytes = object.int("maxPageBytes", in: 1_024...(1 << 30)) ?? maxPageBytes
    maxAttachmentBytes = object.int("maxAttachmentBytes", in: 1_024...(1 << 31)) ?? maxAttachmentBytes
    maxRedirects = object.int("maxRedirects", in: 0...20) ?? maxRedirects
    maxConnections = object.int("maxConnections", in: 1...1_000) ?? maxConnections
    acceptLanguage = object.string("acceptLanguage") ?? acceptLanguage
    proxy = object.string("proxy") ?? proxy
  }

  func write(to object: inout JSONWriter) {
    object.member("delaySeconds", delaySeconds)
    object.member("connectTimeoutSeconds", connectTimeoutSeconds)
    object.member("pageTimeoutSeconds", pageTimeoutSeconds)
    object.member("attachmentTimeoutSeconds", attachmentTimeoutSeconds)
    object.member("lowSpeedBytesPerSecond", lowSpeedBytesPerSecond)
    object.member("lowSpeedSeconds", lowSpeedSeconds)
    object.member("maxPageBytes", maxPageBytes)
    object.member("maxAttachmentBytes", maxAttachmentBytes)
    object.member("maxRedirects", maxRedirects)
    object.member("maxConnections", maxConnections)
    object.member("acceptLanguage", acceptLanguage)
    object.key("proxy")
    if let proxy { object.string(proxy) } else { object.null() }
  }

  /// The options of one request; `isAttachment` chooses the larger caps.
  package func options(userAgent: String, isAttachment: Bool, tls: TLSPolicy, allowsPrivate: Bool) -> FetchOptions {
    var options = FetchOptions()
    options.userAgent = userAgent
    options.acceptLanguage = acceptLanguage
    options.connectTimeoutSeconds = Double(connectTimeoutSeconds)
    options.totalTimeoutSeconds = Double(isAttachment ? attachmentTimeoutSeconds : pageTimeoutSeconds)
    options.lowSpeedBytesPerSecond = lowSpeedBytesPerSecond
    options.lowSpeedSeconds = lowSpeedSeconds
    options.maxBodyBytes = isAttachment ? maxAttachmentBytes : maxPageBytes
    options.allowPrivateAddresses = allowsPrivate
    options.proxy = proxy
    options.tls = tls
    return options
  }
}

extension ArchiveSettings {
  mutating func read(_ object: inout SettingsObject) {
    maxFileBytes = object.int("maxFileBytes", in: 1_048_576...(1 << 40)) ?? maxFileBytes
    groupVisits = object.int("groupVisits", in: 1...10_000) ?? groupVisits
    groupSeconds = object.number("groupSeconds", in: 0...60) ?? groupSeconds
    compressionLevel = object.int("compressionLevel", in: 1...9) ?? compressionLevel
    floor.bytes = object.int("diskFloorBytes", in: 0...(1 << 50)) ?? floor.bytes
    floor.share = object.number("diskFloorShare", in: 0...1) ?? floor.share
    goneConfirmations = object.int("goneConfirmations", in: 1...100) ?? goneConfirmations
    materialise = object.choice("materialise", Materialisation.self) ?? materialise
  }

  func write(to object: inout JSONWriter) {
    object.member("maxFileBytes", maxFileBytes)
    object.member("groupVisits", groupVisits)
    object.member("groupSeconds", groupSeconds)
    object.member("compressionLevel", compressionLevel)
    object.member("diskFloorBytes", floor.bytes)
    object.member("diskFloorShare", floor.share)
    object.member("goneConfirmations", goneConfirmations)
    object.member("materialise", materialise.rawValue)
  }
}
