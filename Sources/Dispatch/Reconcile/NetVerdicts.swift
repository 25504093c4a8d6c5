import Engine
import Events

/// What one run of the fold comes to for each verdict, whatever it went through on the way: open at the end, or ended.
struct NetVerdicts {
    /// Those that opened, or that something joined, or that have waited to become a task; in that order.
    private(set) var open: [Verdict] = []
    private(set) var ended: [Ended] = []

    struct Ended {
        var verdict: Verdict
        var ending: VerdictEnding
        var by: Event
    }

    /// - Parameter waiting: verdicts that were open before and are no task yet; a fold that began anew tells of them
    ///   itself.
    init(_ report: FoldReport, waiting: [Verdict]) {
        if waiting.isEmpty, report.changes.count == 1 {
            take(report.changes[0])
            return
        }
        var places: [Verdict.Name: Int] = [:]
        var found: [Verdict?] = []
        func keep(_ verdict: Verdict) {
            if let place = places[verdict.name] {
                found[place] = verdict
            } else {
                places[verdict.name] = found.count
                found.append(verdict)
            }
        }
        if !report.isAnew { for verdict in waiting { keep(verdict) } }
        for change in report.changes {
            switch change {
            case .opened(let verdict), .joined(let verdict): keep(verdict)
            case .ended(let verdict, let ending, let by, at: _):
                if let place = places.removeValue(forKey: verdict.name) { found[place] = nil }
                ended.append(Ended(verdict: verdict, ending: ending, by: by))
            case .endedByDispatch(let verdict):
                if let place = places.removeValue(forKey: verdict.name) { found[place] = nil }
            }
        }
        open = found.compactMap { $0 }
    }

    private mutating func take(_ change: VerdictChange) {
        switch change {
        case .opened(let verdict), .joined(let verdict): open = [verdict]
        case .ended(let verdict, let ending, let by, at: _):
            ended = [Ended(verdict: verdict, ending: ending, by: by)]
        case .endedByDispatch: break
        }
    }
}
