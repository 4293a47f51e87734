internal import Foundation
internal import Web

/// The IP address in a C `sockaddr`; nil for another family.
func ipAddress(of address: UnsafePointer<sockaddr>) -> IPAddress? {
  switch unsafe Int32(address.pointee.sa_family) {
  case AF_INET:
    unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { internet in
      unsafe withUnsafeBytes(of: internet.pointee.sin_addr) { IPAddress(bytes: unsafe Array($0)) }
    }
  case AF_INET6:
    unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { internet in
      unsafe withUnsafeBytes(of: internet.pointee.sin6_addr) { IPAddress(bytes: unsafe Array($0)) }
    }
  default: nil
  }
}
