package import Cataloguing
package import Searching
package import Web

/// An article that a search found.
package struct ArticleHit: Sendable, Hashable {
  /// The address of the article's first page.
  package let url: String
  package let version: VersionID
  package let title: String
  /// ISO 8601, as precise as it was printed.
  package let published: String?
  package let kind: String
  /// Where it was found: in the page itself or in another page of the article.
  package let place: SearchHit

  /// Whether it was found in another page than the first.
  package var isInPart: Bool { place.url != url }
}

extension Holdings {
  /// The best hits for a query, best first; several pages of one article are one hit, under its first page.
  package func search(
    _ query: SearchQuery, filter: SearchFilter = SearchFilter(), limit: Int = 20
  ) throws -> [ArticleHit] {
    var known: Set<[String]> = []
    var hits: [ArticleHit] = []
    // More than are asked for, since several may belong to one article.
    for place in try catalogue.search(query, filter: filter, limit: 2 * limit + 20) where hits.count < limit {
      let hit = try article(of: place)
      if known.insert([hit.url, hit.version.text]).inserted { hits.append(hit) }
    }
    return hits
  }

  private func article(of place: SearchHit) throws -> ArticleHit {
    let itself = ArticleHit(
      url: place.url, version: place.version, title: place.title, published: place.published, kind: place.kind,
      place: place)
    // What a page said earlier is cited as it stands.
    guard let page = try catalogue.address(place.address), page.version == place.version else { return itself }
    let first = try firstPage(of: page)
    guard first.id != page.id, let id = first.version, let version = try catalogue.version(id, of: first.id) else {
      return itself
    }
    return ArticleHit(
      url: first.url, version: id, title: version.title ?? place.title, published: version.published ?? place.published,
      kind: version.kind, place: place)
  }
}
