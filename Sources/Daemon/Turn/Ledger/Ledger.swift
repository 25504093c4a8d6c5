import Events
import Logging
import Report
import RuleLanguage
import TaskDispatch
import Store
import TaskFiles

/// Owns the ledger on disk: what is owed to it is written behind its end, made durable, and only then owed no longer.
///
/// Lines are numbered and owed in the transaction of the turn that decided them. Whenever the machine dies, what lies
/// behind the end that the store knows is written again, the same bytes to the same place; so each line is there once.
struct Ledger {
    let folder: LedgerFolder
    /// The number of the last line, written or owed.
    private(set) var lines: Int
    /// What a line says of the rules in force, and what the last such line said.
    private var rules: [UInt8] = []
    private var toldRules: [UInt8]
    /// What an earlier state told, if this one may tell it again; nil where it does not.
    private(set) var told: ToldLines?
    private let log: Logger

    /// Under this name the store has what was last told of the rules.
    private static let name: Text = "ledger-rules"

    /// Opens the folder. A store that knows less than the ledger, as after a state was lost, built anew, or taken from a
    /// copy, goes on behind the lines that are there, and tells nothing that they tell.
    init(path: String, store: StateStore, at now: Timestamp, log: Logger) throws {
        folder = try LedgerFolder(path: path)
        self.log = log
        lines = try store.ledgerLines()
        let last = try folder.lastNumber()
        if last > lines {
            lines = last
            try store.takeOver(ledger: last, at: now)
        }
        toldRules = try store.dispatch()[Self.name] ?? []
        if let begun = try store.ledgerTakenOver(), now < begun + Settings.ledgerToldFor {
            var told = ToldLines()
            for file in try folder.files() {
                try LedgerInput(path: folder.path + "/" + file).eachLine { told.read($1) }
            }
            self.told = told
        }
    }

    /// Tells of other rules from now on.
    mutating func use(_ program: Program) { rules = RulesLine.members(of: program) }

    /// Adds a line that tells which rules judge, if the last one told of others.
    func tellRules(in batch: inout TurnBatch) {
        if rules == toldRules { return }
        let now = batch.clock.now
        batch.ledger.add { number, bytes in
            RulesLine.write(rules, at: now, number: number, to: &bytes)
            return true
        }
        batch.writes.dispatch[Self.name] = rules
    }

    /// The lines of a turn, being decided.
    func begin(at now: Timestamp) -> LedgerLines { LedgerLines(after: lines, at: now, told: told) }

    /// Says that what a turn wrote is durable in the store.
    mutating func committed(_ batch: TurnBatch) {
        told = batch.ledger.told
        let writes = batch.writes
        if let last = writes.ledger.last { lines = last.first + last.count - 1 }
        if let told = writes.dispatch[Self.name], let told { toldRules = told }
    }

    /// Before lines are owed: looks whether the ledger ends where it was left. If not, somebody else is the reason: what
    /// there is stays, and its end is noted. So what lies behind the noted end while lines are owed is ours.
    func look(before blocks: [LedgerBlock], _ store: StateStore) throws {
        guard let file = blocks.first?.file else { return }
        let (known, size) = (try store.ledgerEnd(), try folder.size(of: file))
        if known.file == file, known.bytes == size { return }
        if known.file == file || size > 0 {
            log.warning(
                "the ledger does not end where it was left; it goes on behind what is there",
                metadata: ["file": "\(folder.path)/\(file)", "bytes": "\(size)"])
        }
        try store.keep(ledgerEnd: LedgerEnd(file: file, bytes: size))
    }

    /// Makes owed lines durable.
    /// - Parameter blocks: all that is owed to one file.
    /// - Returns: the end of the ledger, which is to be noted with them.
    func write(_ blocks: [LedgerBlock], _ store: StateStore) throws -> LedgerEnd? {
        guard let file = blocks.first?.file else { return nil }
        let (known, size) = (try store.ledgerEnd(), try folder.size(of: file))
        let owed = blocks.reduce(0) { $0 + $1.lines.count }
        // Else the file was taken away or added to after lines were owed.
        if known.file != file || size < known.bytes || size - known.bytes > owed { try look(before: blocks, store) }
        let end = try store.ledgerEnd()
        return LedgerEnd(file: file, bytes: try folder.write(blocks.map(\.lines), to: file, at: end.bytes))
    }
}
