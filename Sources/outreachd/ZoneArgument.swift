import ArgumentParser
import Events
import RuleLanguage
import ZoneFiles

/// A time zone on the command line, by its name.
struct ZoneArgument {
    let zone: Zone

    /// Reads what stands behind an option; for a name that nobody knows it says what was probably meant.
    @Sendable static func reading(_ argument: String) throws -> ZoneArgument {
        do throws(ZoneFileError) {
            return ZoneArgument(zone: try loadZone(named: Text(argument)))
        } catch {
            let near = nearMiss(Text(argument), among: allZoneNames().sorted())
            throw ValidationError(near.map { "\(error.sentence) Did you mean '\($0)'?" } ?? error.sentence)
        }
    }
}
