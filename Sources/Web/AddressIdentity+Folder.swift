extension AddressIdentity {
  /// Where an address lives below `pages/`: `<host[_port]>/<dir>/…/<leaf>~<id>`.
  ///
  /// Each part keeps `A-Za-z0-9._-`, has `_` for any other byte, is cut to 48 bytes and never begins with a dot; six
  /// directories at most, the first ones. The query belongs to the leaf; a path that ends in `/` has the leaf `index`.
  /// Two addresses may share a leaf but never an id.
  package var folderPath: String {
    let bytes = Array(key.utf8)
    let pathEnd = bytes.firstIndex(of: 0x3F) ?? bytes.count
    var path: [UInt8] = []
    path.reserveCapacity(bytes.count + 32)
    var (leaf, folders) = (0, 0)
    while let slash = bytes[leaf..<pathEnd].firstIndex(of: 0x2F) {
      if folders <= maxDirectories {
        path.append(folderName: bytes[leaf..<slash])
        path.append(0x2F)
      }
      (leaf, folders) = (slash + 1, folders + 1)
    }
    path.append(folderName: leaf == pathEnd ? Array("index".utf8) + bytes[pathEnd...] : bytes[leaf...])
    path.append(0x7E)
    path.append(utf8: id.hex)
    return String(decoding: path, as: UTF8.self)
  }
}

private let maxDirectories = 6
private let maxNameLength = 48
private let nameBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

extension [UInt8] {
  /// The name of a folder or leaf that stands for that part.
  fileprivate mutating func append(folderName part: ArraySlice<UInt8>) {
    if part.isEmpty { return append(0x5F) }
    let start = count
    for byte in part.prefix(maxNameLength) { append(nameBytes.contains(byte) ? byte : 0x5F) }
    if self[start] == 0x2E { self[start] = 0x5F }
  }
}
