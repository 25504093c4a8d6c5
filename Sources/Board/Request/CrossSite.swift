/// Whether a request that changes something was made by a page of another site, which a browser sends along with whoever is
/// logged in.
///
/// A browser tells it: by `Sec-Fetch-Site` (Fetch Metadata, 2.3), an older one by `Origin` (RFC 6454), of which the host has
/// to be the one that was asked. What names neither is no browser's, and nobody else's login can be misused by it.
package func isCrossSite(secFetchSite: String?, origin: String?, host: String?) -> Bool {
    if let secFetchSite { return secFetchSite != "same-origin" && secFetchSite != "none" }
    guard let origin else { return false }
    guard let host, let scheme = ["https://", "http://"].first(where: { origin.hasPrefix($0) }) else { return true }
    return origin.dropFirst(scheme.count) != host
}
