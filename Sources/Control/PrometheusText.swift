import Events

/// What `outreachd status` shows as metrics in the text format of Prometheus, for its node exporter's textfile
/// collector. Counters count since the state began, so they outlive a restart.
public struct PrometheusText {
    public private(set) var text = ""

    /// Event types that no rule declares come from outside and may be without end: so many have a series of their own.
    private static let typesAtMost = 50

    public init(_ status: StatusAnswer) {
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
        gauge("outreachd_judging_lag_seconds", "By how much judging is behind.", Double(status.behind))
        gauge("outreachd_rules", "Rules in force.", Double(status.rules.count))
        gauge(
            "outreachd_rules_refused", "Whether the rule files were refused, and those of before judge.",
            status.rules.refusedAt == nil ? 0 : 1)

        counter("outreachd_spool_files_read_total", "Files read.", Double(status.events.files))
        counter("outreachd_events_accepted_total", "Events accepted.", Double(status.events.accepted))
        counter("outreachd_events_duplicate_total", "Events that were there already.", Double(status.events.duplicates))
        counter(
            "outreachd_events_too_late_total", "Events too late for their customer's settled past.",
            Double(status.events.tooLate))
        series(
            "outreachd_events_rejected_total", "counter", "Events and files rejected.", "reason",
            status.events.rejected)
        series(
            "outreachd_events_undeclared_total", "counter", "Events of types that no rule declares.", "type",
            Self.fewest(status.events.undeclared))
        series("outreachd_task_changes_total", "counter", "Changes of tasks.", "change", status.tasks)
        series(
            "outreachd_tasks_open", "gauge", "Open tasks.", "queue",
            Dictionary(status.queues.map { ($0.queue, $0.open) }, uniquingKeysWith: +))
        series(
            "outreachd_tasks_overdue", "gauge", "Open tasks past the time asked for.", "queue",
            Dictionary(status.queues.map { ($0.queue, $0.overdue) }, uniquingKeysWith: +))
    }

    /// The types with the most events, and the rest as one, so that a broken feed makes no series without end.
    private static func fewest(_ counts: [String: Int]) -> [String: Int] {
        if counts.count <= typesAtMost { return counts }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var kept = Dictionary(sorted.prefix(typesAtMost).map { ($0.key, $0.value) }, uniquingKeysWith: +)
        kept["other", default: 0] += sorted.dropFirst(typesAtMost).reduce(0) { $0 + $1.value }
        return kept
    }

    private func seconds(_ time: String?) -> Double? {
        guard let time, case .success(let stamp) = Timestamp.parse(Text(time)) else { return nil }
        return Double(stamp.seconds) + Double(stamp.nanoseconds) / 1e9
    }

    /// What is not known has no sample.
    private mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
        guard let value else { return }
        head(name, "gauge", help)
        text += "\(name) \(number(value))\n"
    }

    private mutating func counter(_ name: String, _ help: String, _ value: Double) {
        head(name, "counter", help)
        text += "\(name) \(number(value))\n"
    }

    private mutating func series(
        _ name: String, _ type: String, _ help: String, _ label: String, _ counts: [String: Int]
    ) {
        if counts.isEmpty { return }
        head(name, type, help)
        for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
            text += "\(name){\(label)=\"\(escaped(value))\"} \(count)\n"
        }
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

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
