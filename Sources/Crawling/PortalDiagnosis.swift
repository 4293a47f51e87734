internal import Fetching
internal import Web

/// What an examination of a host found, and the portal file that would suit it.
package struct PortalDiagnosis: Sendable {
  /// One thing that was found.
  package struct Finding: Sendable, Hashable {
    package enum Weight: String, Sendable {
      case fine, note
      /// A person should look at it.
      case warning
      /// Nothing can be fetched as things are.
      case obstacle
    }

    package let weight: Weight
    /// `robots`, `tls`, `home`, `charset`, `cms`, `list`, `sitemap`, `unknown-path`, `entry`.
    package let subject: String
    package let text: String

    package var json: [UInt8] {
      var writer = JSONWriter(.compact)
      writer.object { finding in
        finding.member("weight", weight.rawValue)
        finding.member("subject", subject)
        finding.member("text", text)
      }
      return writer.bytes
    }
  }

  package private(set) var findings: [Finding] = []
  /// The portal as its file should describe it.
  package var portal: Portal

  init(_ portal: Portal) { self.portal = portal }

  /// Whether a crawl would get nothing.
  package var isClosed: Bool { findings.contains { $0.weight == .obstacle } }

  mutating func add(_ weight: Finding.Weight, _ subject: String, _ text: String) {
    findings.append(Finding(weight: weight, subject: subject, text: text))
  }
}

extension Portal {
  /// A portal of which nothing is known but its host.
  init(undescribed host: String, allowsPrivate: Bool) {
    let bare = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    let id = bare.utf8.map { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) ? $0 : 0x2D }
    self.init(id: String(decoding: id, as: UTF8.self), hosts: [host], entries: [])
    official = bare.hasSuffix(".gov.cn") || bare == "gov.cn"
    allowPrivateAddresses = allowsPrivate
  }

  /// The portal file, as a person goes on writing it.
  package var draft: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { file in
      file.member("id", id)
      file.member("name", ifPresent: name)
      file.member("siteIDCode", ifPresent: siteIDCode)
      file.member("official", official)
      file.member("hosts", hosts)
      file.key("entries")
      file.array { list in
        for entry in entries {
          list.object {
            $0.member("kind", entry.kind.rawValue)
            $0.member("url", entry.url.text)
            $0.member("filter", ifPresent: entry.filter)
          }
        }
      }
      file.key("limits")
      file.object { $0.member("delaySeconds", limits.delaySeconds ?? (allowPrivateAddresses ? 0 : 3)) }
      if allowPrivateAddresses { file.member("allowPrivateAddresses", true) }
      if !tls.isStrict {
        file.key("tls")
        file.object { policy in
          if tls.securityLevel < 2 { policy.member("securityLevel", tls.securityLevel) }
          if tls.legacyRenegotiation { policy.member("legacyRenegotiation", true) }
          if tls.allowUnverified { policy.member("allowUnverified", true) }
        }
      }
    }
    return writer.bytes + [0x0A]
  }
}
