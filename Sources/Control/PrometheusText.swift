import Events

/// What `outreachd status` shows as metrics in the text format of Prometheus. Counters count since the state began, so
/// they outlive a restart; histograms since the daemon was started.
package struct PrometheusText {
    package private(set) var text = ""

    /// Names that come from outside may be without end: so many have a series of their own.
    private static let namesAtMost = 50

    package init(_ status: StatusAnswer, _ timings: Timings) {
        describe(status)
        measureState(status.events)
        count(status)
        histogram(
            "outreachd_turn_duration_seconds", "Turns, from the reading of files to their removal.",
            [(labels: "", timings.turn)])
        histogram(
            "outreachd_sync_duration_seconds", "Steps of a turn until they are durable on the disk.",
            timings.sync.sorted { $0.key < $1.key }.map { (labels: label("step", $0.key), $0.value) })
        histogram(
            "outreachd_judging_lag_seconds", "By how much later than its judging time a task opened.",
            [(labels: "", timings.judging)])
    }

    private mutating func describe(_ status: StatusAnswer) {
        gauge("outreachd_start_time_seconds", "When the daemon was started.", seconds(status.daemon.started))
        gauge(
            "outreachd_last_turn_timestamp_seconds", "When it last looked at the spool, or ended a turn.",
            seconds(status.daemon.lastTurn))
        gauge("outreachd_ready", "Whether the start is over.", status.daemon.state == .starting ? 0 : 1)
        gauge("outreachd_trouble", "Whether something keeps it from going on.", status.daemon.trouble == nil ? 0 : 1)
        gauge("outreachd_spool_files_waiting", "Files in incoming/.", Double(status.incoming.files))
        gauge(
            "outreachd_spool_oldest_timestamp_seconds", "When the oldest waiting file was last written.",
            seconds(status.incoming.oldest))
        gauge("outreachd_judging_behind_seconds", "By how much judging is behind.", Double(status.behind))
        gauge(
            "outreachd_next_deadline_timestamp_seconds", "When a customer is next to be judged.",
            seconds(status.nextDeadline))
        gauge("outreachd_rules", "Rules in force.", Double(status.rules.count))
        gauge(
            "outreachd_rules_refused", "Whether the rule files were refused, and those of before judge.",
            status.rules.refusedAt == nil ? 0 : 1)
        series(
            "outreachd_tasks_open", "gauge", "Open tasks.",
            status.queues.map { (label("queue", $0.queue), Double($0.open)) })
        series(
            "outreachd_tasks_overdue", "gauge", "Open tasks past the time asked for.",
            status.queues.map { (label("queue", $0.queue), Double($0.overdue)) })
        series(
            "outreachd_tasks_held", "gauge", "Tasks that a gate keeps back.",
            (status.held ?? [:]).sorted { $0.key < $1.key }.map { (label("gate", $0.key), Double($0.value)) })
        let declared = (status.declaredFeeds ?? []).prefix(Self.namesAtMost)
        series(
            "outreachd_declared_feed_heard_timestamp_seconds", "gauge",
            "The greatest time of the events of a feed that the rules declare.",
            declared.compactMap { feed in seconds(feed.heard).map { (label("feed", feed.feed), $0) } })
        series(
            "outreachd_declared_feed_silent", "gauge",
            "Whether a feed that the rules declare is silent for longer than they say.",
            declared.map { (label("feed", $0.feed), $0.silentSince == nil ? 0 : 1) })
        series(
            "outreachd_feed_last_event_timestamp_seconds", "gauge",
            "When an event of a source of no declared feed last came.",
            status.feeds.prefix(Self.namesAtMost).compactMap { feed in
                seconds(feed.last).map { (label("source", feed.source), $0) }
            })
        series(
            "outreachd_feed_silent", "gauge", "Whether a source is silent for longer than is usual for it.",
            status.feeds.prefix(Self.namesAtMost).map { (label("source", $0.source), $0.isSilent ? 1 : 0) })
    }

    /// What is kept of events, and how much room it takes.
    private mutating func measureState(_ events: StatusAnswer.Events) {
        gauge("outreachd_events_kept", "Events in the state.", events.kept.map(Double.init))
        gauge(
            "outreachd_oldest_unsettled_arrival_timestamp_seconds", "When the oldest event came that is not settled.",
            seconds(events.oldestUnsettled))
        gauge("outreachd_state_bytes", "Bytes of the state.", events.bytes.map(Double.init))
    }

    private mutating func count(_ status: StatusAnswer) {
        counter("outreachd_spool_files_read_total", "Files read.", Double(status.events.files))
        var events = pairs(status.events.types, "type", "outcome")
        events += Self.fewest(status.events.undeclared).sorted { $0.key < $1.key }
            .map { (label("type", $0.key) + "," + label("outcome", "undeclared"), Double($0.value)) }
        series("outreachd_events_total", "counter", "Events of a type that can be read, by outcome.", events)
        series(
            "outreachd_events_rejected_total", "counter", "Events and files rejected.",
            status.events.rejected.sorted { $0.key < $1.key }.map { (label("reason", $0.key), Double($0.value)) })
        counter(
            "outreachd_events_too_late_total", "Events too late for their customer's settled past.",
            Double(status.events.tooLate))
        series(
            "outreachd_answers_unmatched_total", "counter", "Answers of people that name no task of their customer.",
            (status.events.unmatchedAnswers ?? [:]).sorted { $0.key < $1.key }
                .map { (label("type", $0.key), Double($0.value)) })
        series(
            "outreachd_episodes_total", "counter", "Episodes by what became of them; armed is their beginning.",
            pairs(status.rules.episodes, "rule", "outcome"))
        series("outreachd_tasks_total", "counter", "Changes of tasks.", pairs(status.rules.tasks, "rule", "change"))
    }

    /// The types with the most events, and the rest as one, so that a broken feed makes no series without end.
    private static func fewest(_ counts: [String: Int]) -> [String: Int] {
        if counts.count <= namesAtMost { return counts }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var kept = Dictionary(sorted.prefix(namesAtMost).map { ($0.key, $0.value) }, uniquingKeysWith: +)
        kept["other", default: 0] += sorted.dropFirst(namesAtMost).reduce(0) { $0 + $1.value }
        return kept
    }

    private func pairs(_ counts: [String: [String: Int]], _ outer: String, _ inner: String) -> [(String, Double)] {
        counts.sorted { $0.key < $1.key }.flatMap { name, counts in
            counts.sorted { $0.key < $1.key }.map { kind, count in
                (label(outer, name) + "," + label(inner, kind), Double(count))
            }
        }
    }

    private func seconds(_ time: String?) -> Double? {
        guard let time, case .success(let stamp) = Timestamp.parse(Text(time)) else { return nil }
        return Double(stamp.seconds) + Double(stamp.nanoseconds) / 1e9
    }

    // MARK: The format

    /// What is not known has no sample.
    private mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
        if let value { series(name, "gauge", help, [("", value)]) }
    }

    private mutating func counter(_ name: String, _ help: String, _ value: Double) {
        series(name, "counter", help, [("", value)])
    }

    private mutating func series(_ name: String, _ type: String, _ help: String, _ samples: [(String, Double)]) {
        if samples.isEmpty { return }
        head(name, type, help)
        for (labels, value) in samples { sample(name, labels, value) }
    }

    private mutating func histogram(_ name: String, _ help: String, _ histograms: [(labels: String, Histogram)]) {
        if histograms.isEmpty { return }
        head(name, "histogram", help)
        for (labels, histogram) in histograms {
            let comma = labels.isEmpty ? "" : labels + ","
            var below = 0
            for (bound, count) in zip(histogram.bounds.map(number) + ["+Inf"], histogram.counts) {
                below += count
                sample(name + "_bucket", comma + label("le", bound), Double(below))
            }
            sample(name + "_sum", labels, histogram.sum)
            sample(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        text += labels.isEmpty ? "\(name) \(number(value))\n" : "\(name){\(labels)} \(number(value))\n"
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private func label(_ name: String, _ value: String) -> String { "\(name)=\"\(escaped(value))\"" }

    private func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
