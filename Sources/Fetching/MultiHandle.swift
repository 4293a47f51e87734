internal import CCurl

/// Owner of a libcurl multi handle: the connections, and the poll.
struct MultiHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Nil when libcurl cannot make one: no memory.
  init?(connections: Int) {
    guard MultiHandle.isLibraryReady, let pointer = unsafe curl_multi_init() else { return nil }
    unsafe self.pointer = pointer
    unsafe ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
    unsafe ccurl_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { unsafe curl_multi_cleanup(pointer) }

  /// curl_global_init(3) once in the process.
  private static let isLibraryReady = unsafe curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  func add(_ easy: EasyHandle) { unsafe curl_multi_add_handle(pointer, easy.pointer) }
  func remove(_ easy: EasyHandle) { unsafe curl_multi_remove_handle(pointer, easy.pointer) }

  /// Moves all transfers on as far as they go without waiting.
  func perform() {
    var running: Int32 = 0
    unsafe curl_multi_perform(pointer, &running)
  }

  /// Waits for a socket, a timer of libcurl's, a wake-up, or so many milliseconds.
  func poll(milliseconds: Int32) { unsafe curl_multi_poll(pointer, nil, 0, milliseconds, nil) }

  /// The next transfer that ended: its easy handle's address and its result; nil when there is none.
  func nextFinished() -> (UnsafeMutableRawPointer, CURLcode)? {
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(pointer, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else { continue }
      return unsafe (easy, ccurl_message_result(message))
    }
    return nil
  }
}
