extension IPAddress {
  /// 127.0.0.0/8, ::1, or the former mapped into IPv6.
  package var isLoopback: Bool {
    if let mapped { return mapped.isLoopback }
    return isV6 ? value == 1 : value >> 24 == 127
  }

  /// Whether the address belongs to the public internet: no range that the IANA special-purpose registries (RFC 6890
  /// and its updates) hold back, no multicast, nothing reserved, and no such IPv4 address embedded in an IPv6 one.
  package var isPublic: Bool {
    guard isV6 else { return !isWithin(heldBackV4) || isWithin(grantedV4) }
    if let mapped { return mapped.isPublic }
    if isWithin([nat64]) { return IPAddress(v4: UInt32(truncatingIfNeeded: value)).isPublic }
    guard isWithin([globalUnicast]) else { return false }
    if isWithin([teredo]) { return teredoEnds.allSatisfy(\.isPublic) }
    if isWithin([sixToFour]) { return IPAddress(v4: UInt32(truncatingIfNeeded: value >> 80)).isPublic }
    return !isWithin(heldBackV6) || isWithin(grantedV6)
  }

  /// The IPv4 address that ::ffff:0:0/96 carries.
  private var mapped: IPAddress? {
    isV6 && value >> 32 == 0xFFFF ? IPAddress(v4: UInt32(truncatingIfNeeded: value)) : nil
  }

  /// Teredo (RFC 4380 §4): the server stands plain, the client with its bits turned over.
  private var teredoEnds: [IPAddress] {
    [IPAddress(v4: UInt32(truncatingIfNeeded: value >> 64)), IPAddress(v4: ~UInt32(truncatingIfNeeded: value))]
  }

  private func isWithin(_ ranges: [AddressRange]) -> Bool { ranges.contains { $0.contains(self) } }
}

/// `prefix/length`.
private struct AddressRange: Sendable {
  let address: IPAddress
  let shift: UInt128

  init(_ prefix: String, _ length: Int) {
    // The tables below are the only callers; a typing error in them ends the first test.
    guard let address = IPAddress(prefix) else { preconditionFailure("no address: \(prefix)") }
    self.address = address
    shift = UInt128((address.isV6 ? 128 : 32) - length)
  }

  func contains(_ other: IPAddress) -> Bool {
    other.isV6 == address.isV6 && other.value >> shift == address.value >> shift
  }
}

private let globalUnicast = AddressRange("2000::", 3)
private let nat64 = AddressRange("64:ff9b::", 96)
private let teredo = AddressRange("2001::", 32)
private let sixToFour = AddressRange("2002::", 16)

/// "This network", private use, shared address space, loopback, link local, protocol assignments, documentation,
/// 6to4 relay anycast, benchmarking, multicast, reserved and broadcast.
private let heldBackV4 = [
  AddressRange("0.0.0.0", 8), AddressRange("10.0.0.0", 8), AddressRange("100.64.0.0", 10),
  AddressRange("127.0.0.0", 8), AddressRange("169.254.0.0", 16), AddressRange("172.16.0.0", 12),
  AddressRange("192.0.0.0", 24), AddressRange("192.0.2.0", 24), AddressRange("192.88.99.0", 24),
  AddressRange("192.168.0.0", 16), AddressRange("198.18.0.0", 15), AddressRange("198.51.100.0", 24),
  AddressRange("203.0.113.0", 24), AddressRange("224.0.0.0", 4), AddressRange("240.0.0.0", 4),
]

/// Port control protocol and TURN anycast, which the registry calls globally reachable.
private let grantedV4 = [AddressRange("192.0.0.9", 32), AddressRange("192.0.0.10", 32)]

/// Protocol assignments and documentation; everything outside of 2000::/3 is held back already.
private let heldBackV6 = [AddressRange("2001::", 23), AddressRange("2001:db8::", 32), AddressRange("3fff::", 20)]

/// Anycast of PCP, TURN and DNS-SD, AMT, AS112, ORCHIDv2 and drone identifiers.
private let grantedV6 = [
  AddressRange("2001:1::1", 128), AddressRange("2001:1::2", 128), AddressRange("2001:1::3", 128),
  AddressRange("2001:3::", 32), AddressRange("2001:4:112::", 48), AddressRange("2001:20::", 28),
  AddressRange("2001:30::", 28),
]
