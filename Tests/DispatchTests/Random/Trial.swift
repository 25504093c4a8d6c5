import Engine
import TaskDispatch
import Events
import RuleLanguage
import TestSupport

/// One program and one timeline, and what the two evaluators make of them.
struct Trial {
    var program: RandomProgram
    var compiled: Program
    var arrivals: [Event]
    var order: ArrivalOrder
    var until: Timestamp

    var zones: ZoneTable { TestZones.table(site: program.vocabulary.zone) }

    func lines(_ evaluator: Evaluator) -> [Line] {
        evaluator.lines(compiled, zones: zones, arrivals: arrivals, order: order, until: until).sorted(
            by: Line.isBefore)
    }

    var disagrees: Bool { lines(.reference) != lines(.engine) }

    /// The smallest trial found for which `fails` still holds: fewer events, fewer rules, fewer clauses.
    func shrunk(_ fails: (Trial) -> Bool) -> Trial {
        var best = self
        var goesOn = true
        while goesOn {
            goesOn = false
            for index in best.arrivals.indices.reversed() {
                var smaller = best
                smaller.arrivals.remove(at: index)
                if fails(smaller) { (best, goesOn) = (smaller, true) }
            }
            for smaller in best.program.smaller() {
                let compilation = smaller.compiled()
                guard let compiled = compilation.program else { continue }
                var trial = best
                trial.program = smaller
                trial.compiled = compiled
                if fails(trial) {
                    (best, goesOn) = (trial, true)
                    break
                }
            }
        }
        return best
    }

    /// Program, arrivals and both outputs, to read.
    var report: String {
        func told(_ evaluator: Evaluator) -> String {
            let lines = lines(evaluator).map {
                "    \($0.text) \($0.dueText) \($0.handedText) \($0.task.text.string.prefix(6)) \"\($0.say)\"\n"
            }
            return "  \(evaluator.rawValue):\n" + (lines.isEmpty ? "    nothing\n" : lines.joined())
        }
        let rows = program.vocabulary.tableFiles.map {
            "  \($0.path): \(String(decoding: $0.bytes, as: UTF8.self).debugDescription)\n"
        }
        return program.source + "\n" + rows.joined() + "  \(order.rawValue), until \(TerseTime.text(until)):\n"
            + arrivals.map { "    \(described($0))\n" }.joined() + told(.reference) + told(.engine)
    }

    func described(_ event: Event) -> String {
        let type = compiled.schema.types[event.type]
        var words = [TerseTime.text(event.time), type.name.string]
        for (field, value) in zip(type.fields, event.fields) {
            if let value { words.append("\(field.name)=\(value.terse)") }
        }
        words.append("#\(event.identity.id)")
        if event.identity.source != "/s" { words.append("source=\(event.identity.source)") }
        if event.customer != "c" { words.append("customer=\(event.customer)") }
        return words.joined(separator: " ")
    }
}

extension Trial {
    /// Rules of which the parser or the checker says that they are wrong, though nothing is.
    struct DoesNotCheck: Error, CustomStringConvertible {
        var messages: [String]
        var source: String
        var description: String { "the rules do not check: \(messages)\n\(source)" }
    }

    private static func compiled(_ program: RandomProgram) -> Result<Program, DoesNotCheck> {
        let compilation = program.compiled()
        if let compiled = compilation.program { return .success(compiled) }
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        return .failure(DoesNotCheck(messages: errors.map(\.message), source: program.source))
    }

    /// A random program whose tasks have gates, incidents and people before them, with a random timeline.
    static func outreach(_ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        outreach(RandomProgram(outreach: &random), &random)
    }

    /// A random program with calendars and pauses, and nothing that holds a task, with a random timeline.
    static func timeAtWork(_ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        var program = RandomProgram(outreach: &random)
        program.keepTimeAtWork()
        return outreach(program, &random)
    }

    private static func outreach(
        _ program: RandomProgram, _ random: inout SplitMix64
    ) -> Result<Trial, DoesNotCheck> {
        compiled(program).map { compiled in
            let zones = TestZones.table(site: program.vocabulary.zone)
            let arrivals = program.outreachArrivals(compiled, zones: zones, &random)
            let last = arrivals.map(\.time).max() ?? Timestamp(seconds: 0)
            let until = last + random.pick([.zero, .hours(2), .hours(5), .days(2)])
            return Trial(program: program, compiled: compiled, arrivals: arrivals, order: .sorted, until: until)
        }
    }

    /// A random program with scores and journeys, with a random timeline.
    static func scores(_ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        Trial.random(RandomProgram(scores: &random), &random)
    }

    /// The same behind gates and routes.
    static func scoredOutreach(_ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        var program = RandomProgram(outreach: &random)
        program.addScores(&random)
        return outreach(program, &random)
    }

    /// A random program with a random timeline.
    static func random(_ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        Trial.random(RandomProgram(&random), &random)
    }

    private static func random(_ program: RandomProgram, _ random: inout SplitMix64) -> Result<Trial, DoesNotCheck> {
        let compiled: Program
        switch self.compiled(program) {
        case .success(let made): compiled = made
        case .failure(let error): return .failure(error)
        }
        let arrivals = program.arrivals(compiled, &random)
        let last = arrivals.map(\.time).max() ?? Timestamp(seconds: 0)
        let until = random.chance(60) ? last : last + .days(random.pick([0, 1, 10, 800]))
        return .success(
            Trial(program: program, compiled: compiled, arrivals: arrivals, order: .sorted, until: until))
    }
}

extension RandomProgram {
    /// The program without one rule, one define, one clause or one alternative; not all of them check.
    fileprivate func smaller() -> [RandomProgram] {
        var programs: [RandomProgram] = []
        for rule in rules.indices where rules.count > 1 {
            var smaller = self
            smaller.rules.remove(at: rule)
            programs.append(smaller)
        }
        for define in defines.indices {
            var smaller = self
            smaller.defines.remove(at: define)
            programs.append(smaller)
        }
        for rule in rules.indices {
            for clause in rules[rule].clauses.indices {
                var smaller = self
                smaller.rules[rule].clauses.remove(at: clause)
                programs.append(smaller)
                let text = rules[rule].clauses[clause]
                if text.hasPrefix("say"), text != "say \"x\"" {
                    smaller = self
                    smaller.rules[rule].clauses[clause] = "say \"x\""
                    programs.append(smaller)
                }
                for word in [" where ", " as ev where "] {
                    if text.hasPrefix("when "), !text.contains("("), let place = text.firstRange(of: word) {
                        smaller = self
                        smaller.rules[rule].clauses[clause] = String(text[..<place.lowerBound])
                        programs.append(smaller)
                    }
                }
            }
        }
        return programs
    }
}
