import Foundation

/// One answer as it came over the wire.
struct RawResponse {
  let status: Int
  /// Header lines in order, names in lower case.
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  var text: String { String(decoding: body, as: UTF8.self) }
}

struct SocketFailure: Error {
  let step: String
  let code = errno
}

/// Asks a server on loopback over a plain socket and reads until it closes, so that no client stands between the bytes
/// and the test. It blocks a thread of its own: blocking one of the few that tasks run on would starve the server.
func ask(
  _ port: UInt16, _ path: String, method: String = "GET", headers: [String] = []
) async throws -> RawResponse {
  let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + headers
  let request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  return try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try parse(try exchange(port, request)) }) }
  }
}

/// Sends a request as it is, for what ``ask`` does not do, and returns all that comes until the server closes.
func raw(_ port: UInt16, _ request: String) async throws -> String {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Result { String(decoding: try exchange(port, Array(request.utf8)), as: UTF8.self) })
    }
  }
}

private func exchange(_ port: UInt16, _ request: [UInt8]) throws -> [UInt8] {
  let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard connection >= 0 else { throw SocketFailure(step: "socket") }
  defer { close(connection) }
  var limit = timeval(tv_sec: 10, tv_usec: 0)
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let connected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(connection, $0, size) }
  }
  guard connected == 0 else { throw SocketFailure(step: "connect") }
  guard send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
    throw SocketFailure(step: "send")
  }
  var reply: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = recv(connection, &buffer, buffer.count, 0)
    guard count >= 0 else { throw SocketFailure(step: "recv") }
    if count == 0 { return reply }
    reply += buffer[..<count]
  }
}

private func parse(_ reply: [UInt8]) throws -> RawResponse {
  guard let end = reply.indices.first(where: { reply[$0...].starts(with: Array("\r\n\r\n".utf8)) }) else {
    throw SocketFailure(step: "no end of the header")
  }
  let lines = String(decoding: reply[..<end], as: UTF8.self).components(separatedBy: "\r\n")
  let headers = lines.dropFirst().map { line in
    let parts = line.split(separator: ":", maxSplits: 1)
    return (name: parts[0].lowercased(), value: parts[1].trimmingCharacters(in: .whitespaces))
  }
  let status = Int(lines[0].split(separator: " ")[1]) ?? 0
  return RawResponse(status: status, headers: headers, body: Array(reply[(end + 4)...]))
}
