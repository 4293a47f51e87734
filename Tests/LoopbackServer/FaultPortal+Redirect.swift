extension FaultPortal {
  /// Redirects. A fetch follows none: each is a whole answer with its Location; the next hop is somebody else's to judge.
  static let redirectFaults = [
    Fault("redirect-self", "to itself", script: .redirect(to: "/fault/redirect-self")),
    Fault("redirect-ring", "to another that leads back") { hit in
      .redirect(to: hit.path.hasSuffix("/2") ? "/fault/redirect-ring" : "/fault/redirect-ring/2")
    },
    Fault("redirect-endless", "always one further") { hit in
      .redirect(to: "/fault/redirect-endless/\((hit.path.split(separator: "/").last.flatMap { Int($0) } ?? 0) + 1)")
    },
    Fault("redirect-file", "to a file of this machine", script: .redirect(to: "file:///etc/passwd")),
    Fault("redirect-javascript", "to a script", script: .redirect(to: "javascript:alert(1)")),
    Fault("redirect-private", "to a private address", script: .redirect(to: "http://10.0.0.1/admin")),
    Fault(
      "redirect-metadata", "to the metadata service of clouds", script: .redirect(to: "http://169.254.169.254/latest/")),
    Fault("redirect-loopback-decimal", "to loopback as one number", script: .redirect(to: "http://2130706433/")),
    Fault("redirect-loopback-octal", "to loopback in octal", script: .redirect(to: "http://0177.0.0.1/")),
    Fault("redirect-loopback-hex", "to loopback in hexadecimal", script: .redirect(to: "http://0x7f.1/")),
    Fault("redirect-loopback-v6", "to loopback in IPv6", script: .redirect(to: "http://[::1]/")),
    Fault(
      "redirect-loopback-mapped", "to loopback as an IPv4-mapped address",
      script: .redirect(to: "http://[::ffff:127.0.0.1]/")),
    Fault("redirect-relative", "to a relative address", script: .redirect(to: "../fault/gzip")),
    Fault("redirect-empty", "to nothing", script: .redirect(to: "")),
    Fault("redirect-missing", "302 without Location", script: .respond(302)),
    Fault(
      "redirect-twice", "two Locations: the first counts", script: .redirect(to: "/first", [("Location", "/second")])),
    Fault("redirect-utf8", "an address in raw UTF-8", script: .redirect(to: "/公告/1.html")),
    Fault("redirect-gbk", "an address in raw GBK bytes: they come back as they are", .send(gbkRedirect)),
    Fault("redirect-with-user", "an address with a user name", script: .redirect(to: "http://admin:1@example.com/")),
    Fault(
      "redirect-cookie", "to itself until the cookie comes back",
      answer: { hit in
        if hit.header("Cookie")?.contains("seen=1") == true { return .html("welcome") }
        return .redirect(to: "/fault/redirect-cookie", [("Set-Cookie", "seen=1; Path=/")])
      }),
    Fault(
      "redirect-body", "301 with a page in it: kept", script: .html("moved", status: 301, [("Location", "/fault/gzip")])
    ),
  ]

  private static let gbkRedirect =
    Array("HTTP/1.1 302 Found\r\nLocation: /".utf8) + [0xB9, 0xAB, 0xB8, 0xE6]
    + Array("/1.html\r\nContent-Length: 0\r\n\r\n".utf8)
}
