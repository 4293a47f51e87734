private import Foundation

/// The sockets of the connections that libcurl keeps, by their two ends. libcurl does not say which socket a request is
/// about to go out on, but it does say from where to where. Confined to the loop, and alive as long as the multi handle.
final class SocketTable {
  /// Both ends of a connection.
  struct Route: Hashable {
    let remoteAddress: String
    let remotePort: Int32
    let localAddress: String
    let localPort: Int32
  }

  private var sockets: [Route: Int32] = [:]

  /// Notes a new connection: which of the sockets that were opened for it (Happy Eyeballs opens several) won.
  func record(_ route: Route, among opened: [Int32]) {
    sockets[route] = opened.first { localPort(of: $0) == route.localPort }
  }

  /// Forgets a socket and closes it.
  func close(_ socket: Int32) {
    if let route = sockets.first(where: { $0.value == socket })?.key { sockets[route] = nil }
    _ = Foundation.close(socket)
  }

  /// Whether a connection has something to read although nothing was asked: bytes that would be taken for the answer to
  /// the next request. libcurl looks for them only when they come together with the answer before.
  ///
  /// Under TLS it may be a harmless message of TLS itself; a new connection is no loss then either. The end of a
  /// connection is libcurl's to notice.
  func hasStrayBytes(_ route: Route) -> Bool {
    guard let socket = sockets[route] else { return false }
    var byte: UInt8 = 0
    return unsafe recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 1
  }
}

private func localPort(of socket: Int32) -> Int32? {
  var address = sockaddr_in6()
  var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
  let isKnown = unsafe withUnsafeMutablePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(socket, $0, &size) == 0 }
  }
  // The port stands at the same place in both families' addresses.
  return isKnown ? Int32(UInt16(bigEndian: address.sin6_port)) : nil
}
