internal import FlyingFox
internal import Web

/// What changes while the portal runs: its state, and how often each page was asked for.
actor LiveSite {
  private let files: SiteFiles
  private let now: @Sendable () -> Timestamp
  /// A counter does not begin at nought when the crawler comes.
  private let firstCount = 1_023
  private var state = PortalState.first
  private var views: [String: Int] = [:]

  init(files: SiteFiles, now: @escaping @Sendable () -> Timestamp) {
    self.files = files
    self.now = now
  }

  /// From now on the portal shows what a second visit finds.
  func advance() { state = .second }

  /// Answers GET and HEAD; anything else is 405, as a portal of static files has it.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      var headers = HTTPHeaders()
      headers[HTTPHeader("Allow")] = "GET, HEAD"
      return HTTPResponse(statusCode: .methodNotAllowed, headers: headers)
    }
    let path = request.path == "/" ? "/index.html" : request.path
    views[path, default: firstCount] += 1
    let question = Answer.Question(
      path: path, origin: "http://" + (request.headers[.host] ?? "127.0.0.1"),
      ifNoneMatch: request.headers[.ifNoneMatch], ifModifiedSince: request.headers[.ifModifiedSince], state: state,
      views: views[path, default: 0], now: now())
    return headOnly(Answer.to(question, files: files), when: request.method == .HEAD)
  }

  private func headOnly(_ response: HTTPResponse, when isHead: Bool) -> HTTPResponse {
    guard isHead, case .httpBody(let body) = response.payload else { return response }
    var head = HTTPResponse(statusCode: response.statusCode, headers: response.headers)
    head.headers[.contentLength] = String(body.count ?? 0)
    return head
  }
}
