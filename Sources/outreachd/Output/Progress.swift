/// A line on a terminal that counts while long work goes on; nothing where no person looks.
struct Progress {
    let what: String
    private var count = 0
    private var shown = false
    private let isOn = errorIsTerminal

    private let step: Int

    /// - Parameter step: after how many the line is written anew.
    init(what: String, step: Int = 50_000) {
        self.what = what
        self.step = step
    }

    mutating func advance(_ n: Int) {
        let before = count / step
        count += n
        guard isOn, count / step != before else { return }
        if !shown { writeToError("") }
        writeToError("\u{1b}[1A\u{1b}[2K\(count) \(what)")
        shown = true
    }

    /// Makes room for a line of another kind.
    mutating func clear() { finish() }

    mutating func finish() {
        if shown { writeToError("\u{1b}[1A\u{1b}[2K\u{1b}[1A") }
        shown = false
    }
}
