/// This release of the program, as it stands in user agents, warcinfo records and documents.
package enum Release {
  package static let version = "0.1.0"
  package static let software = "fangzhi/\(version)"
}
