internal import Foundation

/// One accepted connection, used by one thread after it was accepted.
struct Connection: Sendable {
  let socket: Int32

  func end() { close(socket) }

  /// Reads one request's head; nil when the client is gone, or sends no head within 64 KiB.
  func nextHead() -> [UInt8]? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while head.count < 65_536 {
      guard unsafe recv(socket, &byte, 1, 0) == 1 else { return nil }
      head.append(byte)
      if byte == 0x0A, head.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] { return head }
    }
    return nil
  }

  /// Reads what follows a head with a Content-Length; empty when there is none.
  func content(behind head: [UInt8]) -> [UInt8] {
    let lines = String(decoding: head, as: UTF8.self).lowercased().split(separator: "\r\n")
    guard let line = lines.first(where: { $0.hasPrefix("content-length:") }),
      let length = Int(line.dropFirst(15).drop { $0 == " " }), (1...1 << 20).contains(length)
    else { return [] }
    var content = [UInt8](repeating: 0, count: length)
    let count = unsafe content.withUnsafeMutableBytes {
      unsafe recv(socket, $0.baseAddress, length, Int32(MSG_WAITALL))
    }
    return count == length ? content : []
  }

  /// Does what the script says; false when the connection is to be ended.
  func play(_ script: Script) -> Bool { script.steps.allSatisfy { perform($0) } }

  private func perform(_ step: Script.Step) -> Bool {
    switch step {
    case .send(let bytes): return send(bytes[...])
    case .pause(let milliseconds): return wait(milliseconds)
    case .drip(let bytes, let every): return bytes.allSatisfy { send([$0]) && wait(every) }
    case .endless(let bytes):
      while send(bytes[...]) {}
      return false
    case .hold: return wait(-1)
    case .close: return false
    case .reset:
      resetWhenClosed()
      return false
    }
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes {
        unsafe Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// True after that time; false as soon as the client goes. Negative: no limit.
  private func wait(_ milliseconds: Int) -> Bool {
    var watched = pollfd(fd: socket, events: 0x2000, revents: 0)  // POLLRDHUP, which Glibc's module does not show
    return unsafe poll(&watched, 1, Int32(milliseconds)) == 0
  }

  private func resetWhenClosed() {
    var now = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }
}

/// The system refused a socket.
package struct SocketFailure: Error, CustomStringConvertible {
  package let description: String
}

/// A listening socket on a free port of 127.0.0.1, and that port.
package func listenOnLoopback() throws -> (socket: Int32, port: Int) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      unsafe bind(listener, generic, size) == 0 && listen(listener, 512) == 0
        && getsockname(listener, generic, &size) == 0
    }
  }
  guard isBound else { throw SocketFailure(description: "no port on 127.0.0.1: error \(errno)") }
  return (listener, Int(UInt16(bigEndian: address.sin_port)))
}

/// The next client; nil when the listener was shut down.
func accepted(on listener: Int32) -> Connection? {
  while true {
    let socket = accept(listener, nil, nil)
    if socket >= 0 {
      _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
      var on: Int32 = 1
      unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      return Connection(socket: socket)
    }
    guard errno == EINTR || errno == ECONNABORTED || errno == EMFILE else { return nil }
  }
}
