internal import CCurl
private import Foundation

/// The cookies of one host in one run: in memory, shared by the transfers it is given to, never on disk. libcurl's cookie
/// engine keeps and matches them (RFC 6265, with the Public Suffix List).
@safe package final class CookieJar: Sendable {
  // Only libcurl touches what the share points to, and it locks it by the mutex below.
  nonisolated(unsafe) let share: UnsafeMutableRawPointer?
  private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>

  package init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe share = curl_share_init()
    if let share = unsafe share { unsafe ccurl_share_cookies(share, lock, unlock, mutex) }
  }

  deinit {
    unsafe curl_share_cleanup(share)
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }
}

private let lock: curl_lock_function = { _, _, _, context in
  if let context = unsafe context { unsafe pthread_mutex_lock(context.assumingMemoryBound(to: pthread_mutex_t.self)) }
}

private let unlock: curl_unlock_function = { _, _, context in
  if let context = unsafe context { unsafe pthread_mutex_unlock(context.assumingMemoryBound(to: pthread_mutex_t.self)) }
}
