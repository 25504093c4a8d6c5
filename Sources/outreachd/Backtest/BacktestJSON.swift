import Backtest
import Events
import RuleLanguage
import TaskDispatch
import TaskFiles

/// All figures of a back-test as one JSON object. Keys are not renamed and do not go; lengths of time are seconds; what has
/// nothing to divide by is `null`.
struct BacktestJSON {
    private var json = JSONText()

    var bytes: [UInt8] { json.bytes }

    init(_ figures: BacktestFigures) {
        object {
            $0.key("from", first: true)
            if let from = figures.from { $0.json.time(from) } else { $0.json.raw("null") }
            $0.key("first")
            $0.json.time(figures.first)
            $0.key("end")
            $0.json.time(figures.end)
            $0.key("split")
            $0.json.time(figures.split)
            $0.text("zone", figures.zone)
            $0.key("gates")
            $0.json.raw(figures.asksGates ? "true" : "false")
            $0.key("weights")
            $0.write(figures.weights)
            $0.key("vary")
            $0.list(figures.varied) { json, value in
                json.object {
                    $0.text("name", value.name, first: true)
                    $0.key("values")
                    $0.json.strings(value.values.map(\.string))
                }
            }
            $0.key("runs")
            $0.list(figures.runs) { $0.write($1, figures.varied) }
        }
    }

    // MARK: Pieces

    private mutating func object(_ body: (inout BacktestJSON) -> Void) {
        json.raw("{")
        body(&self)
        json.raw("}")
    }

    private mutating func list<Item>(_ items: [Item], _ body: (inout BacktestJSON, Item) -> Void) {
        json.raw("[")
        for (place, item) in items.enumerated() {
            if place > 0 { json.raw(",") }
            body(&self, item)
        }
        json.raw("]")
    }

    private mutating func key(_ name: StaticString, first: Bool = false) {
        json.raw(first ? "\"" : ",\"")
        json.raw(name)
        json.raw("\":")
    }

    private mutating func text(_ name: StaticString, _ text: Text, first: Bool = false) {
        key(name, first: first)
        json.string(text)
    }

    private mutating func number(_ name: StaticString, _ value: Int?, first: Bool = false) {
        key(name, first: first)
        if let value { json.number(value) } else { json.raw("null") }
    }

    private mutating func number(_ name: StaticString, _ value: Double?) {
        key(name)
        if let value { json.value(.number(value)) } else { json.raw("null") }
    }

    private mutating func seconds(_ name: StaticString, _ span: TimeSpan) {
        number(name, Double(span.seconds) + Double(span.nanoseconds) / 1e9)
    }

    // MARK: Values

    private mutating func write(_ weights: WeightFigures?) {
        guard let weights else { return json.raw("null") }
        object {
            $0.text("key", weights.key, first: true)
            $0.number("rows", weights.rows)
            $0.key("without")
            $0.object {
                $0.number("tasks", weights.tasksWithout, first: true)
                $0.number("events", weights.eventsWithout)
                $0.number("instances", weights.instancesWithout)
            }
        }
    }

    private mutating func write(_ run: RunFigures, _ varied: [VariedValue]) {
        object {
            $0.key("values", first: true)
            $0.object { json in
                for (place, (value, text)) in zip(varied, run.values).enumerated() {
                    if place > 0 { json.json.raw(",") }
                    json.json.string(value.name)
                    json.json.raw(":")
                    json.json.string(text)
                }
            }
            $0.key("whole")
            $0.write(run.whole)
            $0.key("halves")
            $0.list(run.halves) { $0.write($1) }
            $0.key("journeys")
            $0.list(run.journeys) { $0.write($1) }
        }
    }

    private mutating func write(_ period: PeriodFigures) {
        object {
            $0.key("from", first: true)
            $0.json.time(period.from)
            $0.key("to")
            $0.json.time(period.to)
            $0.number("days", period.days)
            $0.number("customers", period.customers)
            $0.key("rows")
            $0.list(period.rows) { $0.write($1) }
            $0.key("outcomes")
            $0.list(period.outcomes) { $0.write($1) }
        }
    }

    private mutating func write(_ row: RowFigures) {
        object {
            switch row.row {
            case .rule(let name):
                $0.text("row", "rule", first: true)
                $0.text("rule", name)
            case .ofClass: $0.text("row", "class", first: true)
            case .all: $0.text("row", "all", first: true)
            }
            $0.key("class")
            if let taskClass = row.taskClass { $0.json.string(Text(taskClass.rawValue)) } else { $0.json.raw("null") }
            $0.key("key")
            if let key = row.key { $0.json.strings(key.map(\.string)) } else { $0.json.raw("null") }
            $0.number("tasks", row.tasks)
            $0.key("a_day")
            $0.object {
                $0.number("most", row.mostOfDay, first: true)
                $0.number("mean", row.meanOfDay)
            }
            $0.number("customers", row.customers)
            $0.key("withdrawn")
            $0.object {
                $0.number("outcome", row.withdrawn.byOutcome, first: true)
                $0.number("ours", row.withdrawn.byOurTouch)
                $0.number("theirs", row.withdrawn.byTheirTouch)
                $0.number("otherwise", row.withdrawn.otherwise)
            }
            $0.key("held")
            $0.list(row.held) { json, gate in
                json.object {
                    $0.text("gate", Text(gate.gate.rawValue), first: true)
                    $0.number("tasks", gate.tasks)
                    $0.spread("for", gate.until)
                }
            }
            $0.key("against")
            $0.list(row.against) { $0.write($1) }
        }
    }

    private mutating func write(_ against: OutcomeOfRow) {
        object {
            $0.text("outcome", against.outcome, first: true)
            $0.number("waiting", against.waiting)
            $0.number("undecidable", against.undecidable)
            $0.number("decided", against.precision.of)
            $0.rate("precision", against.precision)
            $0.number("precision_open", against.precisionOpen)
            $0.rate("precision_by_instance", against.precisionByInstance)
            $0.rate("recall", against.recall)
            $0.number("recall_open", against.recallOpen)
            $0.rate("recall_by_instance", against.recallByInstance)
            $0.number("too_late", against.tooLate)
            $0.number("horizon_over", against.horizonOver)
            $0.number("no_task", against.noTask)
            $0.number("lift", against.lift)
            $0.spread("lead", against.lead)
            $0.number("alone", against.alone)
            if let isUnbeaten = against.isUnbeaten {
                $0.key("unbeaten")
                $0.json.raw(isUnbeaten ? "true" : "false")
            }
        }
    }

    private mutating func write(_ outcome: OutcomeFigures) {
        object {
            $0.text("outcome", outcome.name, first: true)
            $0.text("title", outcome.title)
            $0.key("good")
            $0.json.raw(outcome.isGood ? "true" : "false")
            $0.key("key")
            $0.json.strings(outcome.key.map(\.string))
            $0.seconds("within", outcome.within)
            $0.number("events", outcome.events)
            $0.number("instances", outcome.instances)
            $0.rate("base_rate", outcome.baseRate)
            $0.key("pairs")
            $0.list(outcome.pairs) { json, pair in
                json.object {
                    $0.key("rules", first: true)
                    $0.json.strings([pair.first.string, pair.second.string])
                    $0.number("shared", pair.shared)
                    $0.number("of", pair.of)
                    $0.number("share", pair.share)
                }
            }
        }
    }

    private mutating func write(_ journey: JourneyFigures) {
        object {
            $0.text("journey", journey.name, first: true)
            $0.key("stages")
            $0.list(journey.stages) { json, stage in
                json.object {
                    $0.text("stage", stage.name, first: true)
                    $0.number("reached", stage.reached)
                    $0.spread("from_before", stage.fromBefore)
                    $0.number("now", stage.now)
                    $0.spread("since", stage.nowSince)
                }
            }
        }
    }

    private mutating func rate(_ name: StaticString, _ rate: Rate) {
        key(name)
        object {
            $0.number("hits", rate.hits, first: true)
            $0.number("of", rate.of)
            $0.number("share", rate.share)
            $0.number("customers", rate.customers)
            $0.number("n", rate.n)
            $0.number("low", rate.interval?.low)
            $0.number("high", rate.interval?.high)
        }
    }

    private mutating func spread(_ name: StaticString, _ spread: Spread?) {
        key(name)
        guard let spread else { return json.raw("null") }
        object {
            $0.number("count", spread.count, first: true)
            $0.seconds("p10", spread.p10)
            $0.seconds("median", spread.median)
            $0.seconds("p90", spread.p90)
        }
    }
}
