import Testing

@testable import Control

/// What monitoring reads.
@Suite struct PrometheusTextTests {
    static func status(undeclared: [String: Int] = [:], trouble: String? = nil) -> StatusAnswer {
        StatusAnswer(
            now: "2026-03-02T10:00:00Z",
            daemon: .init(
                pid: 1, started: "2026-03-02T09:00:00Z", state: .working, trouble: trouble,
                lastTurn: "2026-03-02T09:59:59.5Z"),
            incoming: .init(files: 3, oldest: nil), openTasks: 2,
            queues: [.init(queue: "care", open: 2, overdue: 1, oldestDue: nil)], nextDeadline: nil, behind: 7,
            events: .init(
                files: 4, accepted: 9, duplicates: 1, tooLate: 0, rejected: ["not-json": 2], undeclared: undeclared),
            tasks: ["opened": 5], rules: .init(count: 12, loaded: "", neverFired: [], refusedAt: nil, refused: nil),
            rejects: [], attention: [])
    }

    func lines(_ status: StatusAnswer) -> [Substring] { PrometheusText(status).text.split(separator: "\n") }

    @Test func everyNumberOfTheStatusHasItsMetric() {
        let lines = lines(Self.status())
        for line in [
            "outreachd_start_time_seconds 1772442000", "outreachd_last_turn_timestamp_seconds 1772445599.5",
            "outreachd_ready 1", "outreachd_trouble 0", "outreachd_spool_files_waiting 3",
            "outreachd_judging_lag_seconds 7", "outreachd_rules 12", "outreachd_events_accepted_total 9",
            "outreachd_events_rejected_total{reason=\"not-json\"} 2",
            "outreachd_task_changes_total{change=\"opened\"} 5",
            "outreachd_tasks_open{queue=\"care\"} 2", "outreachd_tasks_overdue{queue=\"care\"} 1",
        ] {
            #expect(lines.contains(Substring(line)))
        }
    }

    @Test func everyMetricIsToldOnceWithHelpAndType() {
        let lines = lines(Self.status(undeclared: ["a.b": 1, "a.c": 2]))
        let helps = lines.filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] }
        let types = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        let samples = lines.filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != " " && $0 != "{" } }
        #expect(helps == types)
        #expect(Set(helps).count == helps.count)
        #expect(Set(samples) == Set(types))
    }

    @Test func whatIsNotKnownHasNoSample() {
        #expect(!PrometheusText(Self.status()).text.contains("outreachd_spool_oldest_timestamp_seconds"))
    }

    @Test func aTypeFromOutsideForgesNoLine() {
        let text = PrometheusText(Self.status(undeclared: ["a\"} 1\nforged 2\\": 4])).text
        #expect(text.contains(#"outreachd_events_undeclared_total{type="a\"} 1\nforged 2\\"} 4"#))
    }

    @Test func aFeedOfTypesWithoutEndMakesNoSeriesWithoutEnd() {
        let types = Dictionary(uniqueKeysWithValues: (1...500).map { ("t.\($0)", $0) })
        let lines = lines(Self.status(undeclared: types)).filter { $0.hasPrefix("outreachd_events_undeclared_total") }
        #expect(lines.count == 51)
        #expect(lines.contains("outreachd_events_undeclared_total{type=\"t.500\"} 500"))
        #expect(lines.contains("outreachd_events_undeclared_total{type=\"other\"} \((1...450).reduce(0, +))"))
    }
}
