/// The zones that the Engine is handed: the site's, and those that customers may name.
package struct ZoneTable: Sendable {
    package let site: Zone
    /// Every other zone that is known, by name; empty if no rule asks for a customer's zone.
    package let named: [Text: Zone]

    package init(site: Zone = .utc, named: [Text: Zone] = [:]) {
        self.site = site
        self.named = named
    }
}
