private import Web

/// The key under which an address stands in an index, as PyPI's surt makes it: the SURT of an http or https address,
/// lower case for a URN and its like. (Other schemes that name a host, which we never write, would differ.)
func indexKey(of uri: String) -> String {
  if isHTTP(uri), let url = CrawlURL(uri) { return url.surt }
  return String(uri.lowercased().prefix { $0 != "#" })
}
