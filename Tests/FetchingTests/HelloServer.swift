import Foundation
import LoopbackServer

/// Answers every connection with a TLS 1.2 ServerHello that has no renegotiation_info, then closes: the first step of a
/// server from before RFC 5746 (2010).
final class HelloServer: Sendable {
  private let listener: Int32
  let port: Int

  init() throws {
    (listener, port) = try listenOnLoopback()
    let (listener, hello) = (listener, HelloServer.hello)
    Thread {
      while case let client = accept(listener, nil, nil), client >= 0 {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        _ = recv(client, &buffer, buffer.count, 0)
        _ = send(client, hello, hello.count, Int32(MSG_NOSIGNAL))
        usleep(20_000)
        close(client)
      }
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// RFC 5246 §7.4.1.3: version 3.3, a random, no session, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, no compression, no
  /// extensions.
  private static let hello: [UInt8] = {
    let body: [UInt8] = [3, 3] + [UInt8](repeating: 0x5A, count: 32) + [0, 0xC0, 0x2F, 0]
    let handshake: [UInt8] = [2, 0, 0, UInt8(body.count)] + body
    return [0x16, 3, 3, 0, UInt8(handshake.count)] + handshake
  }()
}
