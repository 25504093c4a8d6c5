package import Engine
import TaskDispatch
package import Events
package import RuleLanguage

/// A checked program, ready to judge by.
package struct RuleSet: Sendable {
    package let program: Program
    package let zones: ZoneTable
    /// The files, by which a later start knows whether the rules have changed and `plan` knows what is in force:
    /// path and text of each, a NUL behind both; before the path of a table's file stands a byte of 1. No rule file and no
    /// table holds a NUL.
    let text: [UInt8]

    /// - Parameters:
    ///   - compilation: of the files as `RuleFiles` read them, without an error.
    ///   - zones: for the program.
    package init?(_ compilation: Compilation, zones: ZoneTable) {
        guard let program = compilation.program else { return nil }
        self.program = program
        self.zones = zones
        var text: [UInt8] = []
        text.reserveCapacity(compilation.sources.reduce(0) { $0 + $1.path.utf8.count + $1.bytes.count + 3 })
        for source in compilation.sources {
            if source.kind != .rules { text.append(RuleSet.tableMark) }
            text += source.path.utf8
            text.append(0)
            text += source.bytes
            text.append(0)
        }
        self.text = text
    }

    /// The files of a set from what `text` said; nil if it is none.
    static func sources(_ text: [UInt8]) -> [Source]? {
        guard text.last == 0 else { return nil }
        let parts = text.dropLast().split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count % 2 == 0 else { return nil }
        return stride(from: 0, to: parts.count, by: 2).map {
            let isTable = parts[$0].first == tableMark
            let path = String(decoding: isTable ? parts[$0].dropFirst() : parts[$0], as: UTF8.self)
            return Source(path: path, bytes: Array(parts[$0 + 1]), kind: isTable ? .table : .rules)
        }
    }

    private static let tableMark: UInt8 = 1

    /// The engine of these rules, of which some look back no further than an instant.
    package func engine(since: [Text: Timestamp]) -> RuleEngine {
        RuleEngine(program: program, zones: zones, since: since)
    }
}
