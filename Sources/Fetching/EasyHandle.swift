internal import CCurl

/// Owner of one libcurl easy handle, confined to the loop; used for one transfer after another, so that its buffers are
/// allocated once.
@safe final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// Names the handle in libcurl's messages.
  var id: Int { unsafe Int(bitPattern: pointer) }
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  /// The first option of this transfer that libcurl refused.
  private(set) var refusal: String?

  /// Nil when libcurl cannot make one: no memory.
  init?() {
    guard let pointer = unsafe curl_easy_init() else { return nil }
    unsafe self.pointer = pointer
    reset()
  }

  deinit {
    unsafe curl_easy_cleanup(pointer)
    unsafe errorText.deallocate()
  }

  /// Forgets all options; connections are the multi handle's and stay.
  func reset() {
    // A reset leaves the share attached.
    unsafe ccurl_set_share(pointer, nil)
    unsafe curl_easy_reset(pointer)
    unsafe errorText[0] = 0
    unsafe ccurl_set_error_buffer(pointer, errorText)
    refusal = nil
  }

  func set(_ option: CURLoption, _ value: Int) { check(unsafe ccurl_set_long(pointer, option, value), option) }
  func set(_ option: CURLoption, _ value: Bool) { set(option, value ? 1 : 0) }
  func set(_ option: CURLoption, _ value: String) { check(unsafe ccurl_set_string(pointer, option, value), option) }

  /// Makes the request a POST of those bytes, of which libcurl takes a copy.
  func send(_ content: [UInt8]) {
    set(CURLOPT_POST, true)
    set(CURLOPT_POSTFIELDSIZE, content.count)
    let code = unsafe content.withUnsafeBytes { bytes in
      unsafe ccurl_set_string(pointer, CURLOPT_COPYPOSTFIELDS, bytes.bindMemory(to: CChar.self).baseAddress)
    }
    check(code, CURLOPT_COPYPOSTFIELDS)
  }

  private func check(_ code: CURLcode, _ option: CURLoption) {
    if code != CURLE_OK, refusal == nil { refusal = "libcurl refuses option \(option.rawValue): \(text(of: code))" }
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    unsafe ccurl_get_long(pointer, info, &value)
    return value
  }

  /// One of the `…_TIME_T` values, in microseconds.
  func microseconds(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    unsafe ccurl_get_offset(pointer, info, &value)
    return Int(value)
  }

  func string(_ info: CURLINFO) -> String {
    var value: UnsafePointer<CChar>?
    unsafe ccurl_get_string(pointer, info, &value)
    return unsafe value.map { unsafe String(cString: $0) } ?? ""
  }

  /// What libcurl wrote about the failure, otherwise what the code means.
  func message(for code: CURLcode) -> String {
    let written = unsafe String(cString: errorText)
    return written.isEmpty ? text(of: code) : written
  }

  private func text(of code: CURLcode) -> String { unsafe String(cString: curl_easy_strerror(code)) }
}

/// Owner of a list of lines; libcurl reads it as long as the transfer runs.
@safe struct StringList: ~Copyable {
  let first: UnsafeMutablePointer<curl_slist>?

  init(_ lines: [String]) {
    unsafe first = unsafe lines.reduce(nil) { unsafe curl_slist_append($0, $1) ?? $0 }
  }

  deinit { unsafe curl_slist_free_all(first) }
}
