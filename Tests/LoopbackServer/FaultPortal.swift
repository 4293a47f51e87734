/// One way in which servers misbehave.
package struct Fault: Sendable {
  /// `short-body`: the name in tables and paths.
  package let name: String
  /// What a fetch makes of it, by the design or the RFC named.
  package let says: String
  package let answer: LoopbackServer.Answer

  /// Where ``FaultPortal`` serves it.
  package var path: String { "/fault/\(name)" }

  init(_ name: String, _ says: String, answer: @escaping LoopbackServer.Answer) {
    self.name = name
    self.says = says
    self.answer = answer
  }

  init(_ name: String, _ says: String, _ steps: Script.Step...) {
    self.init(name, says) { _ in Script(steps) }
  }

  init(_ name: String, _ says: String, raw: String) { self.init(name, says) { _ in .raw(raw) } }

  init(_ name: String, _ says: String, script: Script) { self.init(name, says) { _ in script } }
}

/// A portal where every address misbehaves in its own way.
package enum FaultPortal {
  /// All of them.
  package static let faults =
    lengthFaults + chunkFaults + codingFaults + statusFaults + headFaults + silenceFaults + redirectFaults
    + robotsFaults
    + retryFaults + changeFaults

  /// One by name; nil when there is none.
  package static subscript(name: String) -> Fault? { faults.first { $0.name == name } }

  /// Serves each fault at its ``Fault/path`` and everything below that.
  package static func install(on server: LoopbackServer) {
    for fault in faults {
      server.on(fault.path, fault.answer)
      server.on(fault.path + "/*", fault.answer)
    }
  }
}

/// `HTTP/1.1 200 OK` with these field lines, a Content-Type, and the empty line.
func ok(_ lines: String...) -> String {
  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
}

/// So many letters.
func filler(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "x"), count: count) }
