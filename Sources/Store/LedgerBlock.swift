/// Lines of the ledger that belong together: written, and written again, as a whole.
package struct LedgerBlock: Equatable, Sendable {
    /// The number of the first line; from 1.
    package var first: Int
    package var count: Int
    /// The name of the file to which they belong.
    package var file: String
    /// Each with its line end.
    package var lines: [UInt8]

    package init(first: Int, count: Int, file: String, lines: [UInt8]) {
        self.first = first
        self.count = count
        self.file = file
        self.lines = lines
    }
}

/// Where the ledger ends on disk: everything up to there is durable.
package struct LedgerEnd: Equatable, Sendable {
    /// The name of the file that was written last; empty: none was.
    package var file: String
    package var bytes: Int

    package init(file: String, bytes: Int) {
        self.file = file
        self.bytes = bytes
    }
}
