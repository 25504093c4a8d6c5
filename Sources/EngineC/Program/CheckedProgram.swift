import DeepStack
import Engine
import Events
package import RuleLanguage
package import TaskDispatch
import ZoneFiles

/// A checked set of rules, ready to judge by; all threads share it.
package final class CheckedProgram: Sendable {
    package let dispatcher: Dispatcher
    /// A hash of all that comes out depends on besides events and zones: of what a fold depends on, and of what stands
    /// between a verdict and a person.
    package let fingerprint: [UInt8]

    private init(_ program: Program, _ zones: ZoneTable) {
        let dispatcher = onDeepStack { Dispatcher(engine: RuleEngine(program: program, zones: zones)) }
        self.dispatcher = dispatcher
        let forms = onDeepStack { "\(dispatcher.engine.fingerprint) \(program.outreachForm)" }
        fingerprint = Array(sha256(of: forms).utf8)
        shortName = Text(String(sha256(of: dispatcher.engine.fingerprint.string).prefix(16)))
    }

    /// What stands in the bytes of customers for the fingerprint of the engine, which is six times as long.
    private let shortName: Text

    func shortened(_ fingerprint: Text) -> Text {
        fingerprint == dispatcher.engine.fingerprint ? shortName : fingerprint
    }

    func whole(_ name: Text) -> Text { name == shortName ? dispatcher.engine.fingerprint : name }

    /// What came of some rule files.
    package struct Outcome {
        /// Nil if there is a mistake.
        package let program: CheckedProgram?
        /// What `outreachd check` prints of mistakes and of what is suspicious; empty if there is nothing.
        package let diagnostics: String
    }

    /// Checks rule files and tables as one program, as the daemon does. A table that is not among the sources is told where
    /// it is declared.
    /// - Parameter zoneDirectory: nil: where the system has its zones.
    package static func compiled(_ sources: [Source], zoneDirectory: String?) -> Outcome {
        let directory = zoneDirectory ?? systemZoneDirectory()
        let named = Set(sources.filter { $0.kind == .table }.map(\.path))
        let missing = tablePaths(in: sources).filter { !named.contains($0) }
            .map { Source(path: $0, bytes: [], kind: .unreadable("it was not handed over")) }
        let compilation = compile(
            sources + missing, knownZones: allZoneNames(directory: directory),
            zone: { try? loadZone(named: $0, directory: directory) })
        let said = compilation.diagnostics.map { render($0, compilation.sources) }
        guard let program = compilation.program else { return Outcome(program: nil, diagnostics: said.joined()) }
        do throws(ZoneFileError) {
            let zones = try zoneTable(
                site: program.zone, calendars: program.calendars.compactMap(\.zone),
                namedZones: program.customerZone != nil, directory: directory)
            return Outcome(program: CheckedProgram(program, zones), diagnostics: said.joined())
        } catch {
            return Outcome(program: nil, diagnostics: said.joined() + error.sentence + "\n")
        }
    }
}
