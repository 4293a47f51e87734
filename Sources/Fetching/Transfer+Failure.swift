internal import CCurl

extension Transfer {
  /// Why there is no whole head.
  func error(_ code: CURLcode) -> FetchError {
    FetchError(cause(code), url: request.url, detail: detail(code))
  }

  private func detail(_ code: CURLcode) -> String {
    switch stop {
    case .headLimit: "more than \(request.options.maxHeaderBytes) bytes, our own limit"
    case .addressRefused: "the connection leads there"
    default: code == CURLE_OK ? "\(head.bytes.count) bytes of it arrived" : easy.message(for: code)
    }
  }

  private func cause(_ code: CURLcode) -> FetchError.Cause {
    if stop == .headLimit { return .headTooLarge }
    if let refusedAddress, stop == .addressRefused || openedSockets.isEmpty { return .addressRefused(refusedAddress) }
    return proxyCause(code) ?? networkCause(code) ?? tlsCause(code) ?? messageCause(code)
  }

  private func proxyCause(_ code: CURLcode) -> FetchError.Cause? {
    guard request.options.proxy != nil else { return nil }
    switch code {
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY, CURLE_COULDNT_CONNECT: return .proxyFailed
    default: return easy.number(CURLINFO_HTTP_CONNECTCODE) >= 300 ? .proxyFailed : nil
    }
  }

  private func networkCause(_ code: CURLcode) -> FetchError.Cause? {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .nameNotResolved
    case CURLE_COULDNT_CONNECT: .connectionFailed
    case CURLE_OPERATION_TIMEDOUT:
      easy.microseconds(CURLINFO_PRETRANSFER_TIME_T) == 0 ? .connectionTimedOut : .timedOut
    case CURLE_GOT_NOTHING: .emptyReply
    case CURLE_OK, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: .disconnected
    default: nil
    }
  }

  private func tlsCause(_ code: CURLcode) -> FetchError.Cause? {
    let codes = [
      CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED,
    ]
    guard codes.contains(code) else { return nil }
    let diagnosis = TLSDiagnosis(
      text: easy.message(for: code), verifyResult: easy.number(CURLINFO_SSL_VERIFYRESULT), policy: request.options.tls)
    return .tls(reason: diagnosis.reason, hint: diagnosis.hint)
  }

  private func messageCause(_ code: CURLcode) -> FetchError.Cause {
    switch code {
    // libcurl's own bound of 100 KiB a line shows itself as a lack of memory.
    case CURLE_OUT_OF_MEMORY: .headTooLarge
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM: .malformedResponse
    case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION: .unsupported
    default: .disconnected
    }
  }
}
