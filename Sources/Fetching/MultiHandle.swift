internal import CCurl

/// Owner of a libcurl multi handle: the connections, and the poll.
@safe struct MultiHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  /// Used until the last connection is closed, which the multi handle's end does.
  let sockets = SocketTable()

  /// Nil when libcurl cannot make one: no memory.
  init?(connections: Int) {
    guard MultiHandle.isLibraryReady, let pointer = unsafe curl_multi_init() else { return nil }
    unsafe self.pointer = pointer
    unsafe ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
    unsafe ccurl_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { unsafe curl_multi_cleanup(pointer) }

  /// curl_global_init(3) once in the process.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Wakes ``poll(milliseconds:)`` from another thread. Not to be used after the handle is gone.
  var waker: Waker { unsafe Waker(multi: pointer) }

  func add(_ easy: EasyHandle) { unsafe curl_multi_add_handle(pointer, easy.pointer) }
  func remove(_ easy: EasyHandle) { unsafe curl_multi_remove_handle(pointer, easy.pointer) }

  /// Moves all transfers on as far as they go without waiting.
  func perform() {
    var running: Int32 = 0
    unsafe curl_multi_perform(pointer, &running)
  }

  /// Waits for a socket, a timer of libcurl's, a wake-up, or so many milliseconds.
  func poll(milliseconds: Int32) { unsafe curl_multi_poll(pointer, nil, 0, milliseconds, nil) }

  /// The next transfer that ended: its easy handle's ``EasyHandle/id`` and its result; nil when there is none.
  func nextFinished() -> (id: Int, result: CURLcode)? {
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(pointer, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else { continue }
      return unsafe (Int(bitPattern: easy), ccurl_message_result(message))
    }
    return nil
  }
}

/// The one thing that libcurl allows from threads other than the handle's own: curl_multi_wakeup(3).
// Sendable because of that; whoever holds one sees to it that the handle still lives (``Mailbox`` does, by its mutex).
@safe struct Waker: @unchecked Sendable {
  fileprivate let multi: UnsafeMutableRawPointer

  func wake() { unsafe curl_multi_wakeup(multi) }
}
