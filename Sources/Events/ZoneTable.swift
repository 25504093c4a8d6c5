/// The zones that the Engine is handed: the site's, and those that customers may name.
package struct ZoneTable: Sendable {
    package let site: Zone
    /// Every other zone that is known, by name; empty if no rule asks for a customer's zone.
    package let named: [Text: Zone]

    package init(site: Zone = .utc, named: [Text: Zone] = [:]) {
        self.site = site
        self.named = named
    }

    /// The zone of somebody whose zone has this name: the site's if it is the name of none, or nobody knows.
    package func zone(ofWhoNames name: Text?) -> Zone { name.flatMap { named[$0] } ?? site }

    /// Whether a name is told and is that of no zone. The empty text tells none.
    package func isUnknown(_ name: Text) -> Bool { name != "" && named[name] == nil }
}
