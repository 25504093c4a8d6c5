import Engine
import Events

extension Reconciliation {
    /// What the gates make of an open verdict.
    enum Passage {
        /// Not judged yet: nobody was asked.
        case beyondHorizon
        case free(at: Timestamp)
        case kept(HeldVerdict.Hold, learnedLate: Timestamp?)
        case ended(because: EpisodeEnding)
    }

    /// Asks the gates whether a verdict may become a task. What was a task once is free: what is out stays out.
    func passage(of verdict: Verdict, in folded: FoldedTimeline) -> Passage {
        guard clock.judged.contains(verdict.judgedAt) else { return .beyondHorizon }
        let isLate = clock.isLate(verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
        var learnedLate = isLate ? clock.learned : nil
        var at = clock.opening(of: verdict.judgedAt, hasArrivals: !arrivals.isEmpty)
        if dispatcher.mayHold {
            let ids = engine.ids(of: verdict, in: folded)
            if wasTask(ids) { return .free(at: at) }
            if let earlier = held.first(where: { ids.contains($0.id) }) {
                learnedLate = earlier.learnedLate
                at = clock.asking(again: earlier.askAgain)
            }
        }
        while true {
            let answer = dispatcher.ask(
                GateQuestion(rule: verdict.rule, judgedAt: verdict.judgedAt, learnedLate: learnedLate, now: at))
            switch answer {
            case .release: return .free(at: at)
            case .withhold: return .kept(.forGood, learnedLate: learnedLate)
            case .end(let because):
                return wasTask(engine.ids(of: verdict, in: folded)) ? .free(at: at) : .ended(because: because)
            case .hold(let until, let reason):
                // Replay asks at the instant itself; the daemon at its clock only, never at one that it slept through.
                let next = clock.asking(again: until)
                guard next > at else { return .kept(.until(until, reason: reason), learnedLate: learnedLate) }
                at = next
            }
        }
    }

    private func wasTask(_ ids: [TaskID]) -> Bool { ids.contains { tasks.place(of: $0) != nil } }
}

extension Clock {
    /// When a gate that held is asked again, at the latest now.
    /// - Parameter until: when it said that it is worth it; nil where it did not know.
    fileprivate func asking(again until: Timestamp?) -> Timestamp {
        switch lateness {
        case .byClock: return learned
        case .byArrival: return until.map { min($0, now) } ?? now
        }
    }
}
