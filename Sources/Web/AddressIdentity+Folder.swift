extension AddressIdentity {
  /// Where an address lives below `pages/`: `<host[_port]>/<dir>/…/<leaf>~<id>`.
  ///
  /// Each part keeps `A-Za-z0-9._-`, has `_` for any other byte, is cut to 48 bytes and never begins with a dot; six
  /// directories at most, the first ones. The query belongs to the leaf; a path that ends in `/` has the leaf `index`.
  /// Two addresses may share a leaf but never an id.
  package var folderPath: String {
    let bytes = Array(key.utf8)
    let pathEnd = bytes.firstIndex(of: 0x3F) ?? bytes.count
    let parts = bytes[..<pathEnd].split(separator: 0x2F, omittingEmptySubsequences: false)
    var leaf = Array(parts.last ?? [])
    if leaf.isEmpty { leaf = Array("index".utf8) }
    leaf += bytes[pathEnd...]
    let folders = parts.dropLast().prefix(1 + maxDirectories).map { folderName($0) }
    return (folders + [folderName(leaf[...]) + "~" + id.hex]).joined(separator: "/")
  }
}

private let maxDirectories = 6
private let maxNameLength = 48
private let nameBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

private func folderName(_ part: ArraySlice<UInt8>) -> String {
  let safe = nameBytes
  var name = part.prefix(maxNameLength).map { safe.contains($0) ? $0 : 0x5F }
  if name.isEmpty { return "_" }
  if name[0] == 0x2E { name[0] = 0x5F }
  return String(decoding: name, as: UTF8.self)
}
