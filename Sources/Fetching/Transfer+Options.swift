internal import CCurl
internal import Web

extension Transfer {
  /// Tells libcurl everything about the request but its field lines, cookies and callbacks.
  func configure() {
    target()
    limits()
    silence()
    proxy()
    security()
  }

  private func target() {
    easy.set(CURLOPT_URL, request.url.text)
    // The URL was resolved already: libcurl must not do it again in its own way.
    easy.set(CURLOPT_PATH_AS_IS, true)
    // An HTTP proxy wants the whole URL there, which libcurl knows to write.
    if request.options.proxy == nil { easy.set(CURLOPT_REQUEST_TARGET, request.url.target) }
    // The size must be known before the bytes, among which there may be zeros.
    if let post = request.post { easy.send(post.body) }
    easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    easy.set(CURLOPT_FOLLOWLOCATION, false)
    easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    easy.set(CURLOPT_HTTP_CONTENT_DECODING, false)
    if isFieldValue(request.options.userAgent) { easy.set(CURLOPT_USERAGENT, request.options.userAgent) }
  }

  private func limits() {
    let options = request.options
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connectTimeoutSeconds))
    easy.set(CURLOPT_TIMEOUT_MS, milliseconds(options.totalTimeoutSeconds))
    easy.set(CURLOPT_LOW_SPEED_LIMIT, options.lowSpeedBytesPerSecond)
    easy.set(CURLOPT_LOW_SPEED_TIME, options.lowSpeedSeconds)
    easy.set(CURLOPT_BUFFERSIZE, 64 * 1_024)
  }

  /// Switches off what acts behind our back.
  private func silence() {
    easy.set(CURLOPT_NOSIGNAL, true)
    easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    // An empty name starts the cookie engine for the jar and reads no file.
    if request.cookies != nil { easy.set(CURLOPT_COOKIEFILE, "") }
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    // Without it, removing a transfer would wait for getaddrinfo(3) and hold all others up.
    easy.set(CURLOPT_QUICK_EXIT, true)
  }

  private func proxy() {
    // An empty proxy is no proxy, while an unset one is the environment's; the same goes for the list of exceptions.
    easy.set(CURLOPT_PROXY, request.options.proxy ?? "")
    easy.set(CURLOPT_NOPROXY, request.options.proxy == nil ? "*" : "")
  }

  private func security() {
    let policy = request.options.tls
    // A resumed session has no certificates to record.
    easy.set(CURLOPT_SSL_SESSIONID_CACHE, false)
    easy.set(CURLOPT_SSL_VERIFYPEER, !policy.allowUnverified)
    easy.set(CURLOPT_SSL_VERIFYHOST, policy.allowUnverified ? 0 : 2)
    if let list = policy.cipherList { easy.set(CURLOPT_SSL_CIPHER_LIST, list) }
    if policy.securityLevel <= 0 { easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_0)) }
    if let file = policy.caFile { easy.set(CURLOPT_CAINFO, file) }
  }
}

/// At least one: libcurl takes 0 as "no limit" or "the default".
private func milliseconds(_ seconds: Double) -> Int { max(1, Int((min(seconds, 1e9) * 1_000).rounded())) }
