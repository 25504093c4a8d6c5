import Events
import RuleLanguage
import TestSupport

/// The small world that random rules speak of: few types, few values, few times, so that things meet.
///
/// Two scales of time: hours around a change of clocks, or days around the anniversaries of some years.
struct RandomVocabulary {
    enum Scale: CaseIterable { case hours, days }

    var scale: Scale
    /// The site's zone, one of `TestZones`; empty for UTC.
    var zone: String
    /// Whether the hours are those of 2026-10-25, when clocks go back, instead.
    var isAutumn = false
    /// Scores and journeys that rules may ask for.
    var computed: [(name: String, type: FieldType)] = []
    /// The stages of those that are journeys.
    var stages: [String: [String]] = [:]
    /// Of each table.
    var rows = RandomVocabulary.tables.map(\.rows)

    static let fields: [(type: String, fields: [(name: String, type: FieldType)])] = [
        (
            "x.a",
            [
                ("ord", .text), ("leg", .number), ("num", .number), ("txt", .text), ("yes", .boolean), ("tim", .time),
                ("day", .date),
            ]
        ),
        ("x.b", [("ord", .text), ("num", .number), ("txt", .text)]),
        ("x.c", [("num", .number), ("yes", .boolean), ("tim", .time)]),
        ("x.d", [("ord", .text), ("leg", .number), ("num", .number)]),
        ("f.o", [("ord", .text), ("due", .time), ("dday", .date), ("val", .number)]),
        ("f.p", [("ord", .text), ("due", .time), ("dday", .date)]),
        ("u.u", [("tier", .text), ("zone", .text), ("born", .date), ("met", .time), ("val", .number)]),
    ]
    /// The fields that an event must have.
    static let required: Set<String> = ["x.b ord", "f.o ord"]

    static let facts: [(name: String, field: String, types: [String], type: FieldType)] = [
        ("customer.tier", "tier", ["u.u"], .text),
        ("customer.zone", "zone", ["u.u"], .text),
        ("customer.born", "born", ["u.u"], .date),
        ("customer.met", "met", ["u.u"], .time),
        ("customer.num", "num", ["x.a", "x.c"], .number),
        ("ord.due", "due", ["f.o", "f.p"], .time),
        ("ord.dday", "dday", ["f.o", "f.p"], .date),
        ("ord.val", "val", ["f.o"], .number),
        ("leg.num", "num", ["x.d"], .number),
        ("customer.seen", "event.time", ["x.c", "u.u"], .time),
        ("customer.src", "event.source", ["u.u"], .text),
        ("ord.made", "event.time", ["f.o"], .time),
    ]

    /// Tables by text and by number; the cells are in the order of the columns, empty where one is missing.
    static let tables: [Table] = [
        Table(
            name: "tabs", key: .text,
            columns: [("num", .number, true), ("txt", .text, true), ("tim", .time, true), ("yes", .boolean, false)],
            rows: [
                "o1,1,p,2026-03-29T01:00:00Z,true", "p,2,,2026-03-29T00:30:00Z,false", "gold,,\"q\",,true",
                "q,0.5,\"p\"\"q\",,false", "x.a,-1,p,2026-03-29T02:00:00+01:00,true",
            ]),
        Table(
            name: "nums", key: .number, columns: [("day", .date, true), ("num", .number, false)],
            rows: ["1,2026-03-29,2", "2,,0", "0.5,2026-03-28,1", "-1,2025-03-29,3"]),
    ]

    struct Table {
        var name: String
        var key: FieldType
        var columns: [(name: String, type: FieldType, isOptional: Bool)]
        var rows: [String]
    }

    /// Their files, for rules in no folder.
    static var tableFiles: [Source] { RandomVocabulary(scale: .hours, zone: "").tableFiles }

    /// The same with the rows of this program.
    var tableFiles: [Source] {
        zip(RandomVocabulary.tables, rows).map { table, rows in
            let header = (["k"] + table.columns.map(\.name)).joined(separator: ",")
            return Source(
                path: "\(table.name).csv", text: ([header] + rows).joined(separator: "\r\n") + "\r\n", kind: .table)
        }
    }

    /// Some rows go, others change their place, and many stand between them that nobody asks for.
    mutating func shuffleRows(_ random: inout SplitMix64) {
        for table in rows.indices {
            rows[table].removeAll { _ in random.chance(20) }
            if RandomVocabulary.tables[table].key == .text {
                rows[table] += (0..<random.pick([0, 0, 3, 40])).map { "z\($0 * 7),\($0),p,,true" }
            } else {
                rows[table] += (0..<random.pick([0, 0, 3, 40])).map { "\(100 + $0 * 7),2026-03-29,\($0)" }
            }
            rows[table].shuffle(using: &random)
        }
    }

    /// The types of event that declare all of these fields.
    static func types(carrying keys: [String]) -> [String] {
        (fields.map(\.type) + ["task.done", "task.dismissed"]).filter { type in
            keys.allSatisfy { key in types(of: type).contains { $0.name == key } }
        }
    }

    static func types(of type: String) -> [(name: String, type: FieldType)] {
        if type.hasPrefix("task.") { return [("task", .text), ("outcome", .text)] }
        return fields.first { $0.type == type }?.fields ?? []
    }

    var source: String {
        var text = zone.isEmpty ? "" : "zone \(zone)\n"
        for (type, fields) in RandomVocabulary.fields {
            let list = fields.map { field in
                "\(field.name) \(field.type.rawValue)"
                    + (RandomVocabulary.required.contains("\(type) \(field.name)") ? "" : " optional")
            }
            text += "event \(type)  \(list.joined(separator: "  "))\n"
        }
        for fact in RandomVocabulary.facts {
            text += "fact \(fact.name) = \(fact.field) of \(fact.types.joined(separator: ", "))\n"
        }
        for table in RandomVocabulary.tables {
            let columns = table.columns.map { "\($0.name) \($0.type.rawValue)\($0.isOptional ? " optional" : "")" }
            text +=
                "table \(table.name) from \"\(table.name).csv\" key k \(table.key.rawValue)  "
                + columns.joined(separator: "  ") + "\n"
        }
        return text
    }

    // MARK: Values

    var durations: [String] {
        switch scale {
        case .hours: return ["30min", "1h", "90min", "2h", "4h"]
        case .days: return ["1h", "12h", "1d", "2d", "1w", "365d"]
        }
    }

    func duration(_ random: inout SplitMix64) -> String { random.pick(durations) }

    /// In seconds since 1970. London goes forward on 2026-03-29 at 01:00 UTC, the Azores too; 2028 is a leap year.
    func time(_ random: inout SplitMix64) -> Timestamp {
        let seconds: Int64
        switch scale {
        case .hours:
            // 2026-03-29T00:00:00Z, and a Sunday in autumn.
            let base: Int64 = 1_774_742_400 + (isAutumn ? 210 * 86_400 : 0)
            seconds = base + Int64(random.below(17)) * 1_800 + (random.chance(7) ? 1 : 0)
        case .days:
            let days = [
                "2026-02-28", "2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2027-02-28", "2027-03-28",
                "2027-03-29", "2028-02-29", "2028-03-29",
            ]
            let day = CalendarDate(Text(random.pick(days))) ?? CalendarDate(days: 0)
            let hour = random.pick([0, 0, 1, 2, 8, 9, 10, 12, 19, 20, 23])
            seconds = Int64(day.days) * 86_400 + Int64(hour) * 3_600 + (random.chance(15) ? 1_800 : 0)
        }
        return Timestamp(seconds: seconds, nanoseconds: random.chance(3) ? 1 : 0)
    }

    func date(_ random: inout SplitMix64) -> CalendarDate {
        let days: [String]
        switch scale {
        case .hours: days = ["2026-03-28", "2026-03-29", "2026-03-30", "2025-03-29", "2020-03-28"]
        case .days:
            days = ["2024-02-29", "2025-03-29", "2026-03-29", "2026-03-28", "2020-10-25", "2027-03-28", "2027-02-28"]
        }
        return CalendarDate(Text(random.pick(days))) ?? CalendarDate(days: 0)
    }

    func value(_ field: String, _ type: FieldType, _ random: inout SplitMix64) -> Value {
        switch type {
        case .number: return .number(field == "leg" ? random.pick([1, 1, 2]) : random.pick([0, 1, 1, 2, 3, 0.5]))
        case .boolean: return .boolean(random.chance(50))
        case .time: return .time(random.chance(3) ? Timestamp(seconds: 253_402_300_799) : time(&random))
        case .date: return .date(date(&random))
        case .text:
            switch field {
            case "ord": return .text(random.pick(["o1", "o1", "o1", "o2"]))
            case "tier": return .text(random.pick(["gold", "iron"]))
            case "zone": return .text(random.pick(TestZones.all.map(\.name) + ["nowhere"]))
            default: return .text(random.pick(["p", "q", "pq"]))
            }
        }
    }
}
