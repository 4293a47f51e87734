import LoopbackServer
import Testing
import Web

@testable import Fetching

@Suite("Cookie jars")
struct CookieTests {
  let server: LoopbackServer
  let queue = FetchQueue()

  init() throws {
    server = try LoopbackServer()
    server.on("/set", .html("set", [("Set-Cookie", "id=7; Path=/"), ("Set-Cookie", "gone=1; Max-Age=0")]))
    server.on("/page", .html("page"))
    FaultPortal.install(on: server)
  }

  private func fetch(_ path: String, _ jar: CookieJar?) async throws -> Exchange {
    var request = try request(server.url(path))
    request.cookies = jar
    return try await queue.fetch(request)
  }

  @Test("A cookie that was set goes back with the next request of its jar")
  func roundTrip() async throws {
    let jar = CookieJar()
    _ = try await fetch("/set", jar)
    _ = try await fetch("/page", jar)
    #expect(server.hits(of: "/page")[0].header("Cookie") == "id=7")
  }

  @Test("Another jar, and a request without one, send nothing")
  func isolation() async throws {
    _ = try await fetch("/set", CookieJar())
    _ = try await fetch("/page", CookieJar())
    _ = try await fetch("/page", nil)
    _ = try await fetch("/set", nil)
    _ = try await fetch("/page", nil)
    #expect(server.hits(of: "/page").allSatisfy { $0.header("Cookie") == nil })
  }

  @Test("A redirect to itself ends when the cookie comes back")
  func selfRedirect() async throws {
    let jar = CookieJar()
    let first = try await fetch("/fault/redirect-cookie", jar)
    let second = try await fetch("/fault/redirect-cookie", jar)
    #expect(first.status == 302)
    #expect(second.status == 200)
    #expect(second.bodyText == "welcome")
  }

  @Test("A jar serves many transfers of several queues at once")
  func concurrency() async throws {
    let jar = CookieJar()
    let other = FetchQueue()
    server.on("/many*") { .html("x", [("Set-Cookie", "c\($0.target.suffix(1))=1; Path=/")]) }
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 {
        group.addTask {
          guard var request = try? request(server.url("/many?\(index % 10)")) else { return }
          request.cookies = jar
          _ = try? await (index.isMultiple(of: 2) ? queue : other).fetch(request)
        }
      }
    }
    _ = try await fetch("/page", jar)
    #expect(server.hits(of: "/page")[0].header("Cookie")?.split(separator: ";").count == 10)
  }
}
