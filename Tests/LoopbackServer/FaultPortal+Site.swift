extension FaultPortal {
  /// What is found at /robots.txt: for a fetch whole answers all of them. To use one there, register its answer:
  /// `server.on("/robots.txt", FaultPortal["robots-503"]!.answer)`.
  static let robotsFaults = [
    Fault("robots-503", "nothing may be fetched (RFC 9309 §2.3.1.4)", script: .respond(503, text: "later")),
    Fault("robots-429", "as unreachable", script: .respond(429, [("Retry-After", "120")])),
    Fault("robots-404", "everything may be fetched (RFC 9309 §2.3.1.3)", script: .html("no such page", status: 404)),
    Fault(
      "robots-html", "a page where robots.txt should be: no rules", script: .html("<html><p>Disallow: /</p></html>")),
    Fault("robots-1-megabyte", "at least 500 KiB of it must be read (RFC 9309 §2.5)", script: .plain(largeRobots)),
    Fault(
      "robots-utf-16", "not UTF-8: no rules", script: .respond(200, [("Content-Type", "text/plain")], body: utf16Robots)
    ),
    Fault(
      "robots-redirect", "five redirects are followed (RFC 9309 §2.3.1.2)", script: .redirect(to: "/fault/robots-html")),
    Fault("robots-redirect-endless", "more than five are not") { hit in
      .redirect(to: "/fault/robots-redirect-endless/\(hit.visit)")
    },
    Fault("robots-empty", "everything may be fetched", script: .plain("")),
  ]

  private static let largeRobots =
    "User-agent: *\n" + (1...45_000).map { "Disallow: /closed/\($0)/\n" }.joined() + "Disallow: /last/\n"
  private static let utf16Robots: [UInt8] =
    [0xFF, 0xFE]
    + "User-agent: *\nDisallow: /\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] as [UInt8] }

  /// Retry-After (RFC 9110 §10.2.3).
  static let retryFaults = [
    Fault("retry-after-seconds", "120 seconds", script: .respond(503, [("Retry-After", "120")])),
    Fault(
      "retry-after-date", "a date: seconds from the answer's own Date",
      script: .respond(503, dated("Fri, 20 Nov 2026 01:02:00 GMT"))),
    Fault("retry-after-past", "a date in the past: 0", script: .respond(503, dated("Thu, 19 Nov 2026 01:00:00 GMT"))),
    Fault(
      "retry-after-huge", "more than fits: a very long time",
      script: .respond(503, [("Retry-After", "99999999999999999999")])),
    Fault("retry-after-words", "unreadable: none", script: .respond(503, [("Retry-After", "soon")])),
    Fault("retry-after-negative", "unreadable: none", script: .respond(503, [("Retry-After", "-5")])),
  ]

  private static func dated(_ retry: String) -> Fields {
    [("Date", "Fri, 20 Nov 2026 01:00:00 GMT"), ("Retry-After", retry)]
  }

  /// Addresses that are not the same twice.
  static let changeFaults = [
    Fault("changing-bytes", "other bytes at each visit, same meaning") { .html("<p>visit \($0.visit)</p>") },
    Fault("flapping-status", "200 and 503 in turns") { $0.visit.isMultiple(of: 2) ? .respond(503) : .html("up") },
    Fault("lying-304", "304 to every conditional request, though the page changes") { hit in
      hit.header("If-None-Match") != nil ? .respond(304) : .html("visit \(hit.visit)", [("ETag", "\"fixed\"")])
    },
    Fault(
      "etag-injection", "an ETag that tries to write a line of our request",
      script: .html("hello", [("ETag", "\"a\"\rX-Evil: 1")])),
  ]
}
