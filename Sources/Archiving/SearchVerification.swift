internal import Cataloguing
internal import Web

/// Checks the full-text index against versions, addresses and documents.
struct SearchVerification {
  let catalogue: Catalogue
  private(set) var damages: [Damage] = []
  /// The entries of the address that is being checked.
  private var entries: [VersionID: StoredSearchEntry] = [:]

  init(catalogue: Catalogue) { self.catalogue = catalogue }

  /// Every version must have its entry, and none but the one that readers find may count as current.
  mutating func check(_ address: Address, _ versions: [Version]) throws {
    let stored = try catalogue.searchEntries(of: address.id)
    entries = stored.reduce(into: [:]) { $0[$1.entry.version] = $1 }
    if Set(entries.keys) != Set(versions.map(\.id)) {
      add("search has other versions of \(address.url) than there are")
    }
    let current = stored.filter(\.isCurrent).map(\.entry.version)
    if current != [address.shownVersion].compactMap({ $0 }).filter({ entries[$0] != nil }) {
      add("search takes another version of \(address.url) for the current one")
    }
  }

  /// The entry of a version that was derived again.
  mutating func check(_ entry: SearchEntry) {
    if let stored = entries[entry.version], stored.entry != entry {
      add("search has another text of version \(entry.version.text)")
    }
  }

  mutating func checkIndex() throws {
    for problem in try catalogue.searchIndexProblems() { add(problem) }
  }

  private mutating func add(_ message: String) {
    damages.append(Damage(.catalogueDisagrees, "catalogue.sqlite", message))
  }
}
