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
                files: 4, accepted: 9, duplicates: 1, tooLate: 0, rejected: ["not-json": 2], undeclared: undeclared,
                types: ["order.placed": ["accepted": 9, "duplicate": 1]]),
            feeds: [
                .init(source: "/crm", events: 9, last: "2026-03-02T09:00:00Z", longestSilence: 60, isSilent: true)
            ],
            tasks: ["opened": 5],
            rules: .init(
                count: 12, loaded: "", neverFired: [], refusedAt: nil, refused: nil,
                tasks: ["late": ["opened": 5, "withdrawn": 1]], episodes: ["late": ["armed": 8]]),
            rejects: [], attention: [])
    }

    func text(_ status: StatusAnswer, _ timings: Timings = Timings()) -> String { PrometheusText(status, timings).text }
    func lines(_ status: StatusAnswer) -> [Substring] { text(status).split(separator: "\n") }

    @Test func everyNumberOfTheStatusHasItsMetric() {
        let lines = lines(Self.status())
        for line in [
            "outreachd_start_time_seconds 1772442000", "outreachd_last_turn_timestamp_seconds 1772445599.5",
            "outreachd_ready 1", "outreachd_trouble 0", "outreachd_spool_files_waiting 3",
            "outreachd_judging_behind_seconds 7", "outreachd_rules 12",
            "outreachd_events_total{type=\"order.placed\",outcome=\"accepted\"} 9",
            "outreachd_events_total{type=\"order.placed\",outcome=\"duplicate\"} 1",
            "outreachd_events_rejected_total{reason=\"not-json\"} 2",
            "outreachd_tasks_total{rule=\"late\",change=\"opened\"} 5",
            "outreachd_tasks_total{rule=\"late\",change=\"withdrawn\"} 1",
            "outreachd_episodes_total{rule=\"late\",outcome=\"armed\"} 8",
            "outreachd_feed_last_event_timestamp_seconds{source=\"/crm\"} 1772442000",
            "outreachd_feed_silent{source=\"/crm\"} 1",
            "outreachd_tasks_open{queue=\"care\"} 2", "outreachd_tasks_overdue{queue=\"care\"} 1",
        ] {
            #expect(lines.contains(Substring(line)))
        }
    }

    @Test func everyMetricIsToldOnceWithHelpAndType() {
        let lines = lines(Self.status(undeclared: ["a.b": 1, "a.c": 2]))
        let helps = lines.filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] }
        let types = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        let samples = lines.filter { !$0.hasPrefix("#") }.map { line in
            var name = line.prefix { $0 != " " && $0 != "{" }
            for part in ["_bucket", "_sum", "_count"] where name.hasSuffix(part) { name = name.dropLast(part.count) }
            return name
        }
        #expect(helps == types)
        #expect(Set(helps).count == helps.count)
        #expect(Set(samples) == Set(types))
    }

    @Test func whatIsNotKnownHasNoSample() {
        #expect(!text(Self.status()).contains("outreachd_spool_oldest_timestamp_seconds"))
    }

    @Test func aHistogramCountsWhatIsAtOrBelowEachBound() {
        var timings = Timings()
        for seconds in [0.0004, 0.001, 0.3, 0.5, 0.6, 90] { timings.turn.observe(seconds) }
        timings.sync["commit", default: Histogram(bounds: [0.5])].observe(0.25)
        let lines = text(Self.status(), timings).split(separator: "\n")
        for line in [
            "outreachd_turn_duration_seconds_bucket{le=\"0.0005\"} 1",
            "outreachd_turn_duration_seconds_bucket{le=\"0.001\"} 2",
            "outreachd_turn_duration_seconds_bucket{le=\"0.25\"} 2",
            "outreachd_turn_duration_seconds_bucket{le=\"0.5\"} 4",
            "outreachd_turn_duration_seconds_bucket{le=\"1\"} 5",
            "outreachd_turn_duration_seconds_bucket{le=\"+Inf\"} 6",
            "outreachd_turn_duration_seconds_count 6",
            "outreachd_sync_duration_seconds_bucket{step=\"commit\",le=\"0.5\"} 1",
            "outreachd_sync_duration_seconds_bucket{step=\"commit\",le=\"+Inf\"} 1",
            "outreachd_sync_duration_seconds_sum{step=\"commit\"} 0.25",
            "outreachd_judging_lag_seconds_count 0",
        ] {
            #expect(lines.contains(Substring(line)))
        }
    }

    @Test func aTypeFromOutsideForgesNoLine() {
        let text = text(Self.status(undeclared: ["a\"} 1\nforged 2\\": 4]))
        #expect(text.contains(#"outreachd_events_total{type="a\"} 1\nforged 2\\",outcome="undeclared"} 4"#))
    }

    @Test func aFeedOfTypesWithoutEndMakesNoSeriesWithoutEnd() {
        let types = Dictionary(uniqueKeysWithValues: (1...500).map { ("t.\($0)", $0) })
        let lines = lines(Self.status(undeclared: types)).filter { $0.contains("undeclared") }
        #expect(lines.count == 51)
        #expect(lines.contains("outreachd_events_total{type=\"t.500\",outcome=\"undeclared\"} 500"))
        let rest = (1...450).reduce(0, +)
        #expect(lines.contains("outreachd_events_total{type=\"other\",outcome=\"undeclared\"} \(rest)"))
    }
}
