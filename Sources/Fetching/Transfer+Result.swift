internal import CCurl
private import Foundation
internal import Web

extension Transfer {
  /// What became of the request, once libcurl is done with it.
  func result(_ code: CURLcode) -> Result<Exchange, FetchError> {
    if case .malformed(let detail) = stop {
      return .failure(FetchError(.malformedResponse, url: request.url, detail: detail))
    }
    return head.isWhole && stop != .addressRefused ? .success(exchange(code)) : .failure(error(code))
  }

  private func exchange(_ code: CURLcode) -> Exchange {
    let now = Timestamp(seconds: Int64(time(nil)))
    return Exchange(
      url: request.url, requestHead: requestHead, responseHead: head.bytes, head: fields, status: head.status,
      protocolName: protocolName, body: body,
      completeness: truncation(code).map { .truncated($0) } ?? framing.completeness,
      truncationDetail: truncation(code) == nil ? nil : truncationDetail(code),
      remoteAddress: easy.string(CURLINFO_PRIMARY_IP), remotePort: easy.number(CURLINFO_PRIMARY_PORT), tls: tls,
      timings: timings, hadTransferCoding: fields["Transfer-Encoding"] != nil,
      retryAfterSeconds: fields.retryAfterSeconds(received: now), location: fields.location)
  }

  private func truncation(_ code: CURLcode) -> TruncationReason? {
    if stop == .bodyLimit { return .length }
    return switch code {
    case CURLE_OK: nil
    case CURLE_OPERATION_TIMEDOUT: .time
    default: .disconnect
    }
  }

  private func truncationDetail(_ code: CURLcode) -> String {
    stop == .bodyLimit ? "cut after \(body.count) bytes, our own limit" : easy.message(for: code)
  }

  private var protocolName: String {
    switch easy.number(CURLINFO_HTTP_VERSION) {
    case Int(CURL_HTTP_VERSION_1_0): "HTTP/1.0"
    case Int(CURL_HTTP_VERSION_2_0): "HTTP/2"
    case Int(CURL_HTTP_VERSION_3): "HTTP/3"
    default: "HTTP/1.1"
    }
  }

  private var timings: Timings {
    Timings(
      nameLookup: easy.microseconds(CURLINFO_NAMELOOKUP_TIME_T), connect: easy.microseconds(CURLINFO_CONNECT_TIME_T),
      tls: easy.microseconds(CURLINFO_APPCONNECT_TIME_T), firstByte: easy.microseconds(CURLINFO_STARTTRANSFER_TIME_T),
      total: easy.microseconds(CURLINFO_TOTAL_TIME_T))
  }
}
