internal import CCurl
private import Foundation

// libcurl calls these on the loop's thread, inside `curl_multi_perform`, with the transfer's own address; the loop keeps
// the transfer alive until the handle was removed.
extension Transfer {
  /// Registers the callbacks.
  func listen(_ sockets: SocketTable) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe ccurl_on_header(easy.pointer, onHeader, context)
    unsafe ccurl_on_body(easy.pointer, onBody, context)
    unsafe ccurl_on_debug(easy.pointer, onDebug, context)
    unsafe ccurl_on_open_socket(easy.pointer, onOpenSocket, context)
    // A connection outlives the transfer that made it, so this callback gets what lives as long as the connection.
    unsafe ccurl_on_close_socket(easy.pointer, onCloseSocket, Unmanaged.passUnretained(sockets).toOpaque())
    unsafe ccurl_on_request(easy.pointer, onRequest, context)
    if request.options.tls.legacyRenegotiation { unsafe ccurl_on_ssl_context(easy.pointer, onSSLContext, context) }
  }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private let onHeader: ccurl_data_callback = { bytes, size, count, context in
  let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer(context)?.receive(line: line) == true ? size * count : 0
}

private let onBody: ccurl_data_callback = { bytes, size, count, context in
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer(context)?.receive(body: piece) == true ? size * count : 0
}

private let onDebug: curl_debug_callback = { _, kind, bytes, count, context in
  if kind == CURLINFO_HEADER_OUT {
    unsafe transfer(context)?.sent(head: UnsafeRawBufferPointer(start: bytes, count: count))
  }
  return 0
}

private let onOpenSocket: curl_opensocket_callback = { context, _, address in
  guard let address = unsafe address, let transfer = unsafe transfer(context) else { return CURL_SOCKET_BAD }
  // `addr` is declared as a sockaddr and is as large as the family needs.
  let generic = unsafe UnsafeRawPointer(address).advanced(by: MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
  guard unsafe transfer.mayConnect(to: ipAddress(of: generic.assumingMemoryBound(to: sockaddr.self))) else {
    return CURL_SOCKET_BAD
  }
  let opened = unsafe socket(
    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
  transfer.didOpen(opened)
  return opened
}

private let onCloseSocket: curl_closesocket_callback = { context, socket in
  if let context = unsafe context {
    unsafe Unmanaged<SocketTable>.fromOpaque(context).takeUnretainedValue().close(socket)
  }
  return 0
}

private let onRequest: curl_prereq_callback = { context, remote, local, remotePort, localPort in
  let route = SocketTable.Route(
    remoteAddress: unsafe remote.map { unsafe String(cString: $0) } ?? "", remotePort: remotePort,
    localAddress: unsafe local.map { unsafe String(cString: $0) } ?? "", localPort: localPort)
  return unsafe transfer(context)?.willSend(on: route) == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private let onSSLContext: curl_ssl_ctx_callback = { _, sslContext, _ in
  unsafe copenssl_allow_legacy_servers(sslContext) == 1 ? CURLE_OK : CURLE_NOT_BUILT_IN
}
