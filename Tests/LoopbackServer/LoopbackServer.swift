private import Dispatch
private import Foundation
private import Synchronization

/// A real HTTP/1.1 server on 127.0.0.1 for tests, scripted down to the byte: routes lead to ``Script``s, every request is
/// logged. One thread accepts, one thread a connection serves; it stops when it is released or told to.
package final class LoopbackServer: Sendable {
  /// What answers a request.
  package typealias Answer = @Sendable (Hit) -> Script

  fileprivate struct State {
    var routes: [String: Answer] = [:]
    var prefixes: [(String, Answer)] = []
    var hits: [Hit] = []
    var visits: [String: Int] = [:]
    var connections = 0
    var open: Set<Int32> = []
    var isStopped = false
  }

  private let state = Mutex(State())
  private let listener: Int32
  /// The port it listens on.
  package let port: Int

  /// Listens on a free port. Throws ``SocketFailure`` when the system does not give one.
  package init() throws {
    (listener, port) = try listenOnLoopback()
    let thread = Thread { [weak self, listener] in
      while let connection = accepted(on: listener) {
        guard let self else { return connection.end() }
        self.serve(connection)
      }
      close(listener)
    }
    thread.start()
  }

  deinit { stop() }

  /// Ends all connections and gives the port back.
  package func stop() {
    let open = state.withLock { state -> Set<Int32>? in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      return state.open
    }
    guard let open else { return }
    // Its own thread closes it, so that its number is not another socket's while that thread still accepts.
    shutdown(listener, Int32(SHUT_RDWR))
    for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  private func serve(_ connection: Connection) {
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      state.connections += 1
      state.open.insert(connection.socket)
      return state.connections
    }
    guard let number else { return connection.end() }
    let thread = Thread { [weak self] in
      while let head = connection.nextHead(),
        let script = self?.script(for: head, connection.content(behind: head), connection: number)
      {
        guard connection.play(script) else { break }
      }
      // Forgotten before it is closed: the number may belong to another connection right after.
      self?.forget(connection.socket)
      connection.end()
    }
    thread.stackSize = 512 * 1_024
    thread.start()
  }

  private func forget(_ socket: Int32) { state.withLock { _ = $0.open.remove(socket) } }

  private func script(for head: [UInt8], _ content: [UInt8], connection: Int) -> Script {
    let (hit, answer) = state.withLock { $0.receive(head, content, connection: connection) }
    let script = answer(hit)
    return hit.header("Connection")?.lowercased() == "close" ? script.then(.close) : script
  }
}

// MARK: Routes and log

extension LoopbackServer {
  /// `http://127.0.0.1:<port>`.
  package var origin: String { "http://127.0.0.1:\(port)" }
  /// `127.0.0.1:<port>`.
  package var authority: String { "127.0.0.1:\(port)" }

  /// The absolute address of that path.
  package func url(_ path: String) -> String { origin + path }

  /// Answers that target (with its query), or that path whatever the query, or with a `*` at its end all that begins so.
  /// The latest rule for a path counts; without any the answer is 404.
  package func on(_ path: String, _ answer: @escaping Answer) {
    state.withLock { state in
      if path.hasSuffix("*") {
        state.prefixes.insert((String(path.dropLast()), answer), at: 0)
      } else {
        state.routes[path] = answer
      }
    }
  }

  /// Always the same answer.
  package func on(_ path: String, _ script: Script) { on(path) { _ in script } }

  /// A page with validators.
  package func on(_ path: String, _ document: Document) { on(path) { document.answer($0) } }

  /// All requests so far, oldest first.
  package var hits: [Hit] { state.withLock { $0.hits } }

  /// How many requests there were so far.
  package var hitCount: Int { state.withLock { $0.hits.count } }

  /// The requests of that path, whatever their query.
  package func hits(of path: String) -> [Hit] { hits.filter { $0.path == path } }

  /// How many connections were accepted so far.
  package var connections: Int { state.withLock { $0.connections } }

  /// Empties the log; visits are counted on.
  package func forgetHits() { state.withLock { $0.hits.removeAll() } }
}

extension LoopbackServer.State {
  fileprivate mutating func receive(_ head: [UInt8], _ content: [UInt8], connection: Int) -> (
    Hit, LoopbackServer.Answer
  ) {
    let words = String(decoding: head.prefix { $0 != 0x0D }, as: UTF8.self).split(separator: " ").map { String($0) }
    let target = words.count > 1 ? words[1] : ""
    visits[target, default: 0] += 1
    let hit = Hit(
      time: .now, method: words.first ?? "", target: target, head: head, content: content, connection: connection,
      visit: visits[target, default: 1])
    hits.append(hit)
    let answer = routes[target] ?? routes[hit.path] ?? prefixes.first { target.hasPrefix($0.0) }?.1
    return (hit, answer ?? { _ in .html("<title>404</title>", status: 404) })
  }
}
