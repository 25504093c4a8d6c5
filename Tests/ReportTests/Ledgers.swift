import Events
import Report

/// Short ledgers, as their lines.
enum Ledgers {
    /// 2026-03-02T10:00:00Z
    static let start = Timestamp(seconds: 1_772_445_600)

    static let rules = #"""
        {"seq":1,"at":"2026-03-02T10:00:00Z","change":"rules","rules":[{"rule":"late","title":"Late","class":"recovery","queue":"care","holdout":20},{"rule":"quiet","title":"Quiet","class":"relationship"}],"outcomes":[{"outcome":"unhappy","title":"A bad review","good":false,"key":["order"],"within":864000}]}
        """#

    /// Reads lines; such as cannot be read are counted.
    static func tally(_ lines: [String], since: Timestamp? = nil, until: Timestamp? = nil) -> LedgerFigures {
        var tally = LedgerTally(since: since, until: until)
        for line in lines {
            if let line = try? read(line) { tally.take(line) } else { tally.takeUnread() }
        }
        return tally.figures()
    }

    static func read(_ line: String) throws(LedgerLineError) -> LedgerReader.Line {
        var line = Array(line.utf8)
        let result = line.withUnsafeMutableBufferPointer { bytes in
            Result { () throws(LedgerLineError) in try LedgerReader.line(UnsafeBufferPointer(bytes)) }
        }
        return try result.get()
    }

    /// A line of a task of `late`: its number makes its id and its customer.
    static func line(_ change: String, _ task: Int, after span: TimeSpan, _ more: String = "") -> String {
        let id = String(repeating: "0", count: 32 - "\(task)".utf8.count) + "\(task)"
        return
            #"{"seq":9,"at":"\#(start + span)","change":"\#(change)"\#(more.isEmpty ? "" : "," + more),"rule":"late","customer":"c-\#(task)","key":{"order":"o"},"task":"\#(id)","queue":"care"}"#
    }
}
