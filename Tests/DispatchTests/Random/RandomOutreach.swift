import TestSupport

/// Random calendars, pauses, gates and all else between a verdict and a person.
struct RandomOutreach {
    var random: SplitMix64
    var vocabulary: RandomVocabulary
    /// The names of the calendars declared.
    var calendars: [String] = []

    static let zones = ["Europe/London", "America/New_York", "Atlantic/Azores"]

    // MARK: Calendars

    /// Hours that have something to do with the times of the vocabulary.
    private mutating func span() -> String {
        random.pick([
            "00:00-24:00", "00:30-02:30", "01:00-02:00", "01:30-03:30", "02:00-05:00", "03:00-04:00 05:00-07:30",
            "00:15-01:15 01:15-06:00", "09:00-12:30 13:30-18:00", "20:00-24:00",
        ])
    }

    mutating func calendar(_ name: String) -> String {
        calendars.append(name)
        var lines = ["sun \(span())"]
        switch random.below(4) {
        case 0: lines.append("mon-sat \(span())")
        case 1: lines.append("sat, mon \(span())")
        case 2: lines.append("mon-fri \(span())")
        default: break
        }
        let days =
            vocabulary.isAutumn
            ? ["2026-10-24", "2026-10-25", "2026-10-26"] : ["2026-03-28", "2026-03-29", "2026-03-30"]
        if random.chance(30) {
            let closed = [days[1], "\(days[0]) to \(days[1])", "yearly \(days[2].dropFirst(5))", days[2]]
            lines.append("closed " + random.pick(closed))
        }
        if random.chance(30) { lines.append("open \(random.pick([days[1], days[2]])) \(span())") }
        lines.shuffle(using: &random)
        let zone = random.chance(50) ? "  zone \(random.pick(RandomOutreach.zones))" : ""
        return "calendar \(name)\(zone)\n" + lines.map { "  \($0)\n" }.joined()
    }

    /// A duration, one in two on a calendar if there is one.
    mutating func duration(workingDays: Bool = true) -> String {
        guard !calendars.isEmpty, random.chance(50) else { return vocabulary.duration(&random) }
        let calendar = random.pick(calendars)
        if workingDays, random.chance(30) { return "\(random.pick([1, 1, 2]))wd on \(calendar)" }
        return "\(random.pick(["30min", "1h", "90min", "2h", "4h"])) on \(calendar)"
    }

    // MARK: Gates

    private mutating func selector(_ rules: [String]) -> String {
        switch random.below(6) {
        case 0, 1: return "any"
        case 2: return "recovery"
        case 3: return "relationship"
        default: return "rule \(random.pick(rules))"
        }
    }

    mutating func quiet(_ rules: [String]) -> String {
        var text = "quiet \(selector(rules)) "
        if !calendars.isEmpty, random.chance(35) {
            text += "outside \(random.pick(calendars))"
        } else {
            text += random.pick([
                "01:00-02:00", "01:30-03:00", "00:30-04:30", "02:00-06:00", "23:00-01:30", "20:00-03:00",
                "05:00-02:00", "00:00-01:00", "06:00-00:00",
            ])
            if random.chance(30) { text += " on \(random.pick(["sun", "sat", "sat, sun", "mon-sat"]))" }
        }
        if random.chance(30) { text += " except \(random.pick(["urgent", "high, urgent", "normal"]))" }
        return text
    }

    mutating func budget(_ rules: [String]) -> String {
        let counting = random.chance(30) ? " counting \(random.pick(["x.c", "(x.b where num > 1)", "x.d or x.c"]))" : ""
        return
            "budget \(selector(rules)) \(random.pick([1, 1, 1, 2])) within \(vocabulary.duration(&random))\(counting)"
    }

    /// Rules inhibit those before them only, so that none holds itself.
    mutating func inhibit(_ rules: [(name: String, taskClass: String)]) -> String? {
        let after = random.chance(50) ? " and \(vocabulary.duration(&random)) after" : ""
        if random.chance(35) { return "inhibit relationship while recovery\(after)" }
        guard rules.count > 1 else { return nil }
        let place = 1 + random.below(rules.count - 1)
        // A recovery that waits for a relationship could go round with the line above.
        let earlier = rules[..<place].filter {
            rules[place].taskClass == "relationship" || $0.taskClass == "recovery"
        }
        guard !earlier.isEmpty else { return nil }
        return "inhibit rule \(rules[place].name) while rule \(random.pick(earlier).name)\(after)"
    }

    mutating func feed(_ name: String, from prefix: String, brings types: [String]) -> String {
        var every = random.pick(["30min", "1h", "2h"])
        if !calendars.isEmpty, random.chance(25) { every += " on \(random.pick(calendars))" }
        let hold = random.chance(60) ? " hold \(random.pick(["30min", "1h", "2h"]))" : ""
        return "feed \(name) from \"\(prefix)\" brings \(types.joined(separator: ", ")) every \(every)\(hold)"
    }

    mutating func route(_ rules: [String]) -> String {
        var text = "route"
        if random.chance(30) { text += " \(random.pick(["recovery", "relationship"]))" }
        if random.chance(80) {
            let condition = random.pick([
                "customer.tier = \"gold\"", "customer.num > 1", "seen x.c within 2h", "task.priority = \"high\"",
                "task.rule = \"\(random.pick(rules))\"", "task.class = \"recovery\"", "task.queue = \"desk\"",
                "customer.id = \"c\"", "count x.a within 1h > 1",
            ])
            text += " where \(condition)"
        }
        text += " to \(random.pick(["east", "west", "west", "\"r-{customer.num}\""]))"
        if random.chance(40) { text += " priority \(random.pick(["low", "high", "urgent"]))" }
        if random.chance(30) { text += " due \(duration())" }
        return text
    }

    // MARK: Clauses

    private mutating func condition(_ alias: Bool) -> String {
        random.pick(
            ["customer.tier = \"gold\"", "customer.num > 1", "seen x.c within 2h", "customer.tier is missing"]
                + (alias ? ["ev.num > 1", "ev.num >= 1"] : []))
    }

    mutating func priority(alias: Bool) -> String {
        switch random.below(5) {
        case 0: return " priority \(random.pick(["low", "high", "urgent"]))"
        case 1: return " priority urgent if \(condition(alias)), low"
        case 2: return " priority urgent if \(condition(alias)), high if \(condition(alias))"
        default: return ""
        }
    }

    mutating func escalate() -> String {
        let priority = random.chance(50) ? " priority \(random.pick(["high", "urgent"]))" : ""
        return
            "escalate \(random.pick(["unclaimed", "undone"])) after \(duration()) to \(random.pick(["boss", "east"]))"
            + priority
    }

    mutating func surge(fields: [String]) -> String {
        let by = fields.isEmpty || random.chance(40) ? "" : " by \(random.pick(fields))"
        return "surge \(random.pick([1, 1, 2])) within \(vocabulary.duration(&random))\(by)"
    }

    mutating func holdout(_ taskClass: String) -> String {
        "holdout \(random.pick(["10%", "30%", "50%", "2.5%"]))\(taskClass == "recovery" ? " even recovery" : "")"
    }
}
