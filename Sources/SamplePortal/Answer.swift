internal import FlyingFox
internal import Foundation
internal import Web

/// One answer of the sample portal, decided from the request and what the portal shows at that moment.
struct Answer {
  /// What is asked, and when.
  struct Question: Sendable {
    /// The path as it stands in the request line.
    var path: String
    /// `scheme://host:port` by the Host header: what absolute links are made with.
    var origin: String
    /// The If-None-Match header, when there is one.
    var ifNoneMatch: String?
    /// The If-Modified-Since header, when there is one.
    var ifModifiedSince: String?
    /// What the portal shows.
    var state: PortalState
    /// How often the page has been asked for, this time included.
    var views: Int
    /// The portal's clock.
    var now: Timestamp
  }

  /// Decides the answer.
  static func to(_ question: Question, files: SiteFiles) -> HTTPResponse {
    let rule = PageRule.byPath[question.path] ?? PageRule()
    if rule.isChallenge { return challenge(files, question) }
    if question.state == .second {
      switch rule.later {
      case .removed: return notFound(files, question)
      case .moved(let path): return redirect(to: question.origin + path, question)
      case .stays: break
      }
    }
    guard let bytes = files.bytes(of: question.path, in: question.state) else { return notFound(files, question) }
    return page(bytes, rule: rule, question)
  }

  private static func page(_ bytes: [UInt8], rule: PageRule, _ question: Question) -> HTTPResponse {
    var headers = common(question)
    headers[.contentType] = rule.contentType ?? contentType(of: question.path)
    headers[.contentEncoding] = rule.contentEncoding
    let modified = question.state == .second ? rule.thenModified ?? rule.lastModified : rule.lastModified
    if let modified {
      let tag = entityTag(modified: modified, length: bytes.count)
      headers[.eTag] = tag
      headers[.lastModified] = modified
      if isFresh(question, tag: tag, modified: modified) { return notModified(headers, length: bytes.count) }
    }
    let body = rule.contentEncoding == nil ? filled(bytes, question) : bytes
    return HTTPResponse(statusCode: .ok, headers: headers, body: Data(body))
  }

  /// If-None-Match goes before If-Modified-Since (RFC 9110 §13.2.2); a date must be the very one we sent, as nginx has it.
  private static func isFresh(_ question: Question, tag: String, modified: String) -> Bool {
    if let known = question.ifNoneMatch {
      return known.split(separator: ",").contains { part in
        let value = part.trimmingCharacters(in: .whitespaces)
        return value == "*" || value == tag || value == "W/" + tag
      }
    }
    return question.ifModifiedSince == modified
  }

  /// No body; the length is that of the page (RFC 9110 §8.6), for without one the server would write 0.
  private static func notModified(_ headers: HTTPHeaders, length: Int) -> HTTPResponse {
    var kept = headers
    kept[.contentType] = nil
    kept[.contentLength] = String(length)
    return HTTPResponse(statusCode: .notModified, headers: kept)
  }

  private static func notFound(_ files: SiteFiles, _ question: Question) -> HTTPResponse {
    var headers = common(question)
    headers[.contentType] = "text/html"
    return HTTPResponse(statusCode: .notFound, headers: headers, body: Data(files.notFound))
  }

  private static func redirect(to target: String, _ question: Question) -> HTTPResponse {
    var headers = common(question)
    headers[.contentType] = "text/html"
    headers[.location] = target
    let body =
      "<html>\r\n<head><title>301 Moved Permanently</title></head>\r\n<body>\r\n"
      + "<center><h1>301 Moved Permanently</h1></center>\r\n</body>\r\n</html>\r\n"
    return HTTPResponse(statusCode: .movedPermanently, headers: headers, body: Data(body.utf8))
  }

  private static func challenge(_ files: SiteFiles, _ question: Question) -> HTTPResponse {
    var headers = common(question)
    headers[.contentType] = "text/html"
    headers[HTTPHeader("X-Via-JSL")] = "0000000,-"
    headers[.setCookie] = "__jsluid_h=00000000000000000000000000000000; max-age=31536000; path=/; HttpOnly"
    return HTTPResponse(
      statusCode: HTTPStatusCode(521, phrase: "Web Server Is Down"), headers: headers, body: Data(files.challenge))
  }

  private static func common(_ question: Question) -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers[HTTPHeader("Server")] = "nginx"
    headers.setValues([question.now.httpDate], for: .date)
    return headers
  }

  /// The form that nginx gives: time and length in hexadecimal.
  private static func entityTag(modified: String, length: Int) -> String {
    let seconds = Timestamp(httpDate: modified)?.seconds ?? 0
    return "\"\(String(seconds, radix: 16))-\(String(length, radix: 16))\""
  }
}
