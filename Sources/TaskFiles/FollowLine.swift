import Engine
package import TaskDispatch
package import Events

/// What came of a task as one line of the ledger.
///
/// The keys stand in the order `seq at change first then outcome by brought rule customer key task anchor`. `change` is
/// `touched`, with `first` or `then`, or `outcome`; `anchor` is `theirs` where the task began with a touch of theirs.
package enum FollowLine {
    /// Appends the line, with its end.
    /// - Parameters:
    ///   - number: of the line.
    ///   - brought: who brought the event, if that is known.
    package static func write(_ note: FollowNote, number: Int, brought: Text?, to bytes: inout [UInt8]) {
        var json = JSONText()
        swap(&json.bytes, &bytes)
        json.raw("{\"seq\":")
        json.number(number)
        json.raw(",\"at\":")
        json.time(note.at)
        switch note.kind {
        case .first(let side):
            json.raw(",\"change\":\"touched\",\"first\":")
            json.string(Text(side.rawValue))
        case .then(let side):
            json.raw(",\"change\":\"touched\",\"then\":")
            json.string(Text(side.rawValue))
        case .outcome(let name):
            json.raw(",\"change\":\"outcome\",\"outcome\":")
            json.string(name)
        }
        json.raw(",\"by\":")
        json.identity(note.by)
        if let brought {
            json.raw(",\"brought\":")
            json.string(brought)
        }
        json.raw(",\"rule\":")
        json.string(note.rule)
        json.raw(",\"customer\":")
        json.string(note.customer)
        json.raw(",\"key\":")
        json.object(of: note.key)
        json.raw(",\"task\":")
        json.string(note.task.text)
        if note.isTheirs { json.raw(",\"anchor\":\"theirs\"") }
        json.raw("}\n")
        swap(&json.bytes, &bytes)
    }
}
