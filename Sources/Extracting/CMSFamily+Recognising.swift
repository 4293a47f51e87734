extension CMSFamily {
  /// The family that made a page, by its fingerprints; nil when it carries none of them.
  ///
  /// - Parameter body: the page's bytes, whatever their charset: fingerprints are ASCII.
  package static func recognised(in body: [UInt8]) -> CMSFamily? {
    let lower = body.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return all.lazy.map { family in
      (family, family.fingerprints.count { lower.contains(Array($0.utf8)) })
    }.filter { $0.1 > 0 }.max { $0.1 < $1.1 }?.0
  }
}
