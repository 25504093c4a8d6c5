import Engine
import Events

extension Replay {
    /// All customers together, from instant to instant.
    func forEachInstant(
        _ dispatcher: Dispatcher, until end: Timestamp, _ site: SiteState, _ keep: (Change) -> Void
    ) {
        var run = SiteRun(dispatcher, site)
        switch order {
        case .asArrived:
            for (event, clock) in zip(events, clocks) {
                run.pass(to: Horizon(before: clock)).forEach(keep)
                run.arrive([event], at: clock, judged: Horizon(before: clock)).forEach(keep)
            }
        case .byTime:
            let sorted = events.sorted()
            var start = 0
            while start < sorted.count {
                let time = sorted[start].time
                var next = start
                while next < sorted.count, sorted[next].time == time { next += 1 }
                run.pass(to: Horizon(before: time)).forEach(keep)
                run.arrive(Array(sorted[start..<next]), at: time, judged: Horizon(before: time)).forEach(keep)
                start = next
            }
        }
        run.pass(to: Horizon(through: end)).forEach(keep)
    }
}
