import Events
package import RuleLanguage
import ZoneFiles

/// Reads rule files and checks them: at the start, and again whenever somebody says so.
package struct RuleLoader: Sendable {
    /// Files, and directories of `*.rules`.
    package let paths: [String]

    package init(paths: [String]) { self.paths = paths }

    /// The rules as the files have them now.
    /// - Throws: what keeps them from being used; nothing of a set with a mistake is used.
    package func load() throws(RulesRefused) -> RuleSet {
        let sources: [Source]
        do { sources = try RuleFiles.readAtRest(paths) } catch { throw .unreadable(error) }
        return try Self.check(sources)
    }

    /// The rules of some texts.
    package static func check(_ sources: [Source]) throws(RulesRefused) -> RuleSet {
        let compilation = compile(sources, knownZones: allZoneNames(), zone: { try? loadZone(named: $0) })
        guard let program = compilation.program else { throw .mistakes(compilation) }
        do {
            let zones = try zoneTable(
                site: program.zone, calendars: program.calendars.compactMap(\.zone),
                namedZones: program.customerZone != nil)
            guard let rules = RuleSet(compilation, zones: zones) else { throw RulesRefused.mistakes(compilation) }
            return rules
        } catch let error as ZoneFileError {
            throw .zone(error.sentence)
        } catch {
            throw .mistakes(compilation)
        }
    }
}
