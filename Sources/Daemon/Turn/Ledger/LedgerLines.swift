import Events
import Store
import TaskDispatch
import TaskFiles

/// The lines of the ledger that a turn decides, numbered on from the last.
struct LedgerLines {
    private(set) var blocks: [LedgerBlock] = []
    private var next: Int
    private let file: String
    /// What an earlier state told, with what this turn tells; nil where nothing may be told again.
    private(set) var told: ToldLines?

    /// - Parameters:
    ///   - last: the number of the last line before.
    ///   - now: the time of the turn: its month has a file.
    ///   - told: lines that are not to be told again.
    init(after last: Int, at now: Timestamp, told: ToldLines? = nil) {
        next = last + 1
        self.told = told
        file = LedgerFolder.file(at: now)
    }

    /// Adds the line of a change, if the ledger tells of it.
    mutating func take(_ change: Change, brought: Text?, meaning: EventMeaning?) {
        add { ChangeLine.writeForLedger(change, number: $0, brought: brought, meaning: meaning, to: &$1) }
    }

    /// Adds the line of a touch or an outcome.
    mutating func take(_ note: FollowNote, brought: Text?) {
        add { number, bytes in
            FollowLine.write(note, number: number, brought: brought, to: &bytes)
            return true
        }
    }

    /// Adds a line that `write` appends with the number that it is handed; none if it says so.
    mutating func add(_ write: (_ number: Int, _ bytes: inout [UInt8]) -> Bool) {
        if blocks.last.map({ $0.lines.count >= Settings.ledgerBlock }) ?? true {
            blocks.append(LedgerBlock(first: next, count: 0, file: file, lines: []))
        }
        let last = blocks.count - 1
        let before = blocks[last].lines.count
        if write(next, &blocks[last].lines), told?.isNews(blocks[last].lines[before...]) ?? true {
            blocks[last].count += 1
            next += 1
            return
        }
        blocks[last].lines.removeSubrange(before...)
        if blocks[last].count == 0 {
            blocks.removeLast()
        }
    }
}
