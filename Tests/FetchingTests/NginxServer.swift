import Foundation
import LoopbackServer

/// nginx with HTTP/2 over TLS on a free port of 127.0.0.1, its files in the authority's folder.
final class NginxServer {
  let port: Int
  private let process = Process()

  init(_ authority: TestAuthority) throws {
    port = try freePort()
    let folder = authority.folder.path(percentEncoded: false)
    let configuration = """
      daemon off; master_process off; pid \(folder)/nginx.pid; error_log stderr;
      events {}
      http {
        access_log off; client_body_temp_path \(folder)/1; proxy_temp_path \(folder)/2; fastcgi_temp_path \(folder)/3;
        uwsgi_temp_path \(folder)/4; scgi_temp_path \(folder)/5;
        server {
          listen 127.0.0.1:\(port) ssl http2;
          ssl_certificate \(authority.file("leaf.pem")); ssl_certificate_key \(authority.file("leaf.key"));
          location / { return 200 "hello"; }
        }
      }
      """
    try Data(configuration.utf8).write(to: authority.folder.appending(path: "nginx.conf"))
    process.executableURL = URL(filePath: "/usr/sbin/nginx")
    process.arguments = ["-c", authority.file("nginx.conf"), "-p", folder]
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 1...500 {
      if isListening(port) { return }
      usleep(10_000)
    }
  }

  func stop() {
    // Threads of Dispatch block signals, a program started from one inherits that: only this one always arrives.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

/// A port of 127.0.0.1 that was free just now.
func freePort() throws -> Int {
  let (listener, port) = try listenOnLoopback()
  close(listener)
  return port
}

/// Whether something accepts connections on that port of 127.0.0.1.
func isListening(_ port: Int) -> Bool {
  let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(probe) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  } == 0
}
