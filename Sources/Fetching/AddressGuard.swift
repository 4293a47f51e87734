internal import Web

/// Keeps requests away from loopback, private and link-local addresses (server-side request forgery), whatever name,
/// redirect or changing DNS answer leads there: it is asked for every address that is about to be connected to, after
/// the name was resolved, and once more for the address of the connection that a request goes out on.
struct AddressGuard {
  private let allowsPrivate: Bool
  private let isProxied: Bool

  init(_ options: FetchOptions) {
    allowsPrivate = options.allowPrivateAddresses
    isProxied = options.proxy != nil
  }

  /// Whether a socket to that address may be opened. A proxy's may be anywhere: whoever configured it chose it.
  func admits(_ address: IPAddress) -> Bool { allowsPrivate || isProxied || address.isPublic }

  /// The address written in a URL when it may not be asked for, even through a proxy; nil when it may, or for a name.
  func refusal(of url: CrawlURL) -> IPAddress? {
    guard !allowsPrivate, let address = url.address, !address.isPublic else { return nil }
    return address
  }
}
