import CloudEvents
import Control
import Daemon
import Engine
import TaskDispatch
import Events
import RuleLanguage

/// One customer's events out of those of many.
struct CustomerStory {
    let customer: Text
    private(set) var events: [Event] = []
    /// As a daemon has the customer; nil if the events come from files.
    private(set) var state: CustomerState?
    /// Who brought the events, as far as a daemon has noted it.
    private(set) var bringers: [EventIdentity: Text] = [:]
    /// Why a daemon judges nothing of the customer at present, one sentence; nil if it does.
    private(set) var setAside: String?
    private(set) var isKnown = false
    private(set) var latest = Timestamp.distantPast
    private var others: Set<Text> = []

    init(customer: Text) { self.customer = customer }

    mutating func take(_ event: Event) {
        tick(event.time)
        if event.customer == customer {
            events.append(event)
            isKnown = true
        } else {
            others.insert(event.customer)
        }
    }

    /// Takes what stands in files; none is standard input.
    mutating func read(_ files: [String], _ input: inout EventInput) throws {
        for path in files.isEmpty ? ["-"] : files {
            try input.read(path) { input in
                switch input {
                case .event(let event): take(event)
                case .passed(_, let time): tick(time)
                }
            }
        }
    }

    /// Takes what a daemon has kept.
    mutating func read(_ folder: String, _ schema: Schema) throws {
        do throws(DaemonError) {
            let reader = try StateReader(folder: folder, schema: schema)
            if let clock = try reader.clock() { tick(clock) }
            guard let known = try reader.story(of: customer) else {
                others = Set(try reader.customers())
                return
            }
            setAside = known.setAside
            for event in known.state.events { take(event) }
            state = known.state
            bringers = known.bringers
            isKnown = true
        } catch {
            throw error.told(ofState: folder)
        }
    }

    /// Takes what a running daemon told.
    /// - Returns: the engine of its rules.
    mutating func take(_ told: CustomerAnswer) throws -> RuleEngine {
        setAside = told.setAside
        let sources = told.rules.map {
            Source(path: $0.path, text: $0.text, kind: $0.isTable == true ? .table : .rules)
        }
        let since = told.since.compactMap { name, time -> (Text, Timestamp)? in
            guard case .success(let time) = Timestamp.parse(Text(time)) else { return nil }
            return (Text(name), time)
        }
        let rules: RuleSet
        do throws(RulesRefused) { rules = try RuleLoader.check(sources) } catch { throw outreachd.told(error) }
        let reader = FieldReader(schema: rules.program.schema)
        let events = told.events.compactMap { reader.event(fromStored: Text($0)) }
        for event in events { take(event) }
        bringers = WholeEventReader().bringers(
            of: Array(told.events.map { $0 + "\n" }.joined().utf8), (told.brought ?? []).map { $0.map { Text($0) } })
        do {
            state = try CustomerState(customer: customer, bytes: [UInt8](told.state), events: events)
        } catch {
            throw failure(error.sentence, .inputOutput)
        }
        if case .success(let now) = Timestamp.parse(Text(told.now)) { tick(now) }
        isKnown = true
        return rules.engine(since: Dictionary(since, uniquingKeysWith: { $1 }))
    }

    /// How far rules look back that were added to a daemon later.
    func since(_ folder: String) throws -> [Text: Timestamp] {
        do throws(DaemonError) {
            return try StateReader(folder: folder, schema: .language).since()
        } catch {
            throw error.told(ofState: folder)
        }
    }

    mutating func tick(_ time: Timestamp) { latest = max(latest, time) }

    /// What is said where no event is the customer's.
    var unknown: String {
        if others.isEmpty { return "there is no event of customer \"\(customer)\", nor of any other" }
        let near = nearMiss(customer, among: others.sorted())
        return
            "there is no event of customer \"\(customer)\" among those of \(plural(others.count, "other"))"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
}
