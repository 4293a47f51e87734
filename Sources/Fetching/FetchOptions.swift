/// How a request is made and when it is given up. One value serves all requests of a portal.
package struct FetchOptions: Sendable, Equatable {
  /// The `User-Agent` line: product, version and a contact (RFC 9110 §10.1.5).
  package var userAgent = "Fangzhi"
  /// The `Accept-Language` line; empty: none is sent.
  package var acceptLanguage = "zh-CN,zh;q=0.9"
  /// Seconds for name lookup, connection and TLS handshake together; milliseconds count.
  package var connectTimeoutSeconds = 20.0
  /// Seconds for the whole exchange, the wait for a free connection not counted; milliseconds count.
  package var totalTimeoutSeconds = 300.0
  /// A transfer slower than this, in bytes of body per second, over ``lowSpeedSeconds`` is given up; 0: never.
  package var lowSpeedBytesPerSecond = 100
  /// Whole seconds that a transfer may stay under ``lowSpeedBytesPerSecond``, waiting for an answer included; 0: no limit.
  package var lowSpeedSeconds = 60
  /// Bytes of body, as sent, that are kept; what is longer is cut there (WARC/1.1 §5.13, `WARC-Truncated: length`).
  package var maxBodyBytes = 16 * 1_024 * 1_024
  /// Bytes of all heads of one exchange, 1xx and trailers included. libcurl itself takes no line above 100 KiB.
  package var maxHeaderBytes = 256 * 1_024
  /// Whether loopback, private, link-local and other addresses that are not public may be connected to.
  package var allowPrivateAddresses = false
  /// `http://host:port`, `socks5h://host:port`; nil: none, and the environment's is never used. The proxy's own address
  /// may be private, and it is the proxy that resolves names, so ``AddressGuard`` sees only addresses written in URLs.
  package var proxy: String?
  /// What is asked of TLS.
  package var tls = TLSPolicy()

  package init() {}
}
