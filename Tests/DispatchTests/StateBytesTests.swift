import Events
import RuleLanguage
import Testing

@testable import Engine
@testable import TaskDispatch

/// What a customer's state is worth after it was bytes for a while.
@Suite("The bytes of a state")
struct StateBytesTests {
    static let start = Timestamp(seconds: 1_772_445_600)

    /// A customer with a task that is open, a wait that goes on, and what a person answered.
    private func state() throws -> (dispatcher: Dispatcher, state: CustomerState) {
        let dispatcher = Dispatcher(engine: try engine())
        var state = CustomerState(customer: "c")
        let clock = Clock(
            now: Self.start + .hours(1), judged: Horizon(through: Self.start + .hours(1)), lateness: .byClock)
        _ = dispatcher.advance(
            &state, arrivals: [event(dispatcher, "1", at: Self.start), event(dispatcher, "2", at: clock.now)],
            clock: clock)
        return (dispatcher, state)
    }

    @Test("read back are the state that they were written from")
    func roundTrip() throws {
        let (_, state) = try state()
        let again = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        #expect(again.tasks == state.tasks)
        #expect(again.tasks.count == 1)
        #expect(again.nextDeadline == state.nextDeadline)
        #expect(again.encoded() == state.encoded())
    }

    @Test("are refused when any of them was damaged")
    func damaged() throws {
        let (_, state) = try state()
        let bytes = state.encoded()
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: StateError.self, "byte \(place)") {
                try CustomerState(customer: "c", bytes: damaged, events: state.events)
            }
        }
        for count in bytes.indices {
            #expect(throws: StateError.self, "cut to \(count)") {
                try CustomerState(customer: "c", bytes: Array(bytes.prefix(count)), events: state.events)
            }
        }
    }

    @Test("of a later version are refused by its number")
    func later() {
        #expect(throws: StateError.unknownVersion(5)) { try CustomerState(customer: "c", bytes: [5], events: []) }
    }

    @Test("of version 2, which knew no scores, go on as they were")
    func version2() throws {
        var (_, state) = try state()
        // Of an earlier state it is not known since when nothing changed.
        state.folded.fold.changedAt = state.folded.fold.frontier
        var fold = ByteWriter()
        state.folded.write(to: &fold)
        var dispatch = ByteWriter()
        state.dispatch.write(to: &dispatch, of: state.folded)
        // No scores are written as an empty list; then that nothing is settled, and since when nothing changed.
        var since = ByteWriter()
        since.time(state.folded.fold.changedAt)
        let body = fold.bytes.dropLast(2 + since.bytes.count) + dispatch.bytes
        let sum = CRC32.checksum(of: body[...])
        let bytes = [2] + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) } + body
        let again = try CustomerState(customer: "c", bytes: bytes, events: state.events)
        #expect(again.encoded() == state.encoded())
    }

    @Test("of tasks up to version 4 name an escalation by its place, which the rule as it is turns into what it says")
    func escalationsByPlace() throws {
        let entries = try #require(EscalationTable(try escalating).rules.first)
        var outreach = TaskOutreach()
        outreach.escalated = [.place(1)]
        var writer = ByteWriter()
        outreach.write(to: &writer)
        // Version 4 wrote the number alone; nothing follows but an empty list and no members.
        let written = writer.bytes.dropLast(4) + [2] + writer.bytes.suffix(2)
        var reader = ByteReader(Array(written))
        var read = try TaskOutreach(&reader, of: 4)
        #expect(read == outreach)
        #expect(reader.isAtEnd)
        read.escalated.name(by: entries)
        #expect(read.escalated == [.form("undone after 3h to \"chief\" priority urgent")])
    }

    private var escalating: Program {
        get throws {
            let rules = """
                event parcel.late order text
                rule late "Late" per order when parcel.late task recovery to care say "Late."
                  escalate unclaimed after 1h to boss
                  escalate undone after 3h to chief priority urgent
                """
            return try #require(compile([Source(path: "a.rules", text: rules)]).program)
        }
    }

    @Test("keep a verdict that waits to be published, whatever arrives before it may be")
    func waiting() throws {
        let dispatcher = Dispatcher(engine: try engine())
        var state = CustomerState(customer: "c")
        let now = Self.start + .hours(5)
        // The daemon judges a minute behind the clock.
        let clock = Clock(now: now, judged: Horizon(before: Self.start), lateness: .byClock)
        #expect(
            dispatcher.advance(&state, arrivals: [event(dispatcher, "1", at: Self.start)], clock: clock).isEmpty)
        var stored = try CustomerState(customer: "c", bytes: state.encoded(), events: state.events)
        #expect(stored.nextDeadline == Self.start)
        let published = Clock(now: now, judged: Horizon(through: now), lateness: .byClock)
        let changes = dispatcher.advance(&stored, arrivals: [], clock: published)
        #expect(changes.map(\.kind) == [.opened, .opened])
    }

    @Test("of version 1 keep their tasks, and what was missed stays missed")
    func version1() throws {
        let (dispatcher, state) = try state()
        var task = state.tasks[0]
        var missed = task
        missed.id = TaskID("0123456789abcdef0123456789abcdef")
        missed.state = .missed
        task.history.append(HistoryEntry(at: Self.start, kind: .claimed, note: "kim"))
        let bytes = try version1(tasks: [task, missed], events: state.events.count)
        var read = try CustomerState(customer: "c", bytes: bytes, events: state.events)
        #expect(read.tasks == [task, missed])

        let clock = Clock(
            now: Self.start + .hours(2), judged: Horizon(through: Self.start + .hours(2)), lateness: .byClock)
        #expect(dispatcher.advance(&read, arrivals: [], clock: clock).isEmpty)
        #expect(read.tasks == [task, missed])
    }

    /// As version 1 wrote a task, whose history did not say who gave an answer.
    private func writeVersion1(_ task: TaskRecord, to writer: inout ByteWriter) {
        for text in [task.id.text, task.rule, task.title, task.customer, task.queue, task.say] { writer.text(text) }
        writer.list(task.key) { writer, pair in
            writer.text(pair.name)
            writer.value(pair.value)
        }
        for word in [task.taskClass.rawValue, task.priority.rawValue] { writer.text(Text(word)) }
        writer.time(task.judgedAt)
        writer.time(task.openedAt)
        writer.optional(task.dueAt) { $0.time($1) }
        writer.text(Text(task.state.rawValue))
        writer.optional(task.because) { $0.text(Text($1.rawValue)) }
        writer.list(task.evidence) { $0.identity($1) }
        writer.list(task.history) { writer, entry in
            writer.time(entry.at)
            writer.text(Text(entry.kind.rawValue))
            writer.optional(entry.because) { $0.text(Text($1.rawValue)) }
            writer.optional(entry.by) { $0.identity($1) }
            writer.optional(entry.note) { $0.text($1) }
        }
    }

    /// As version 1 wrote a state with one instance: an episode that is open, one that cools, and a date.
    private func version1(tasks: [TaskRecord], events: Int) throws -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(1)
        writer.text("of other rules")
        writer.number(events)
        writer.time(Self.start)
        writer.list(["an-id"]) { writer, id in
            writer.text(Text(id))
            writer.time(Self.start)
            writer.number(0)
            writer.flag(true)
        }
        writer.list([0]) { writer, rule in
            writer.number(rule)
            writer.list([Value.text("o-1")]) { $0.value($1) }
            writer.list([true, false]) { writer, isOpen in
                writer.flag(isOpen)
                writer.number(0)
                writer.time(Self.start)
                writer.time(Self.start)
                writer.list([0]) { $0.number($1) }
                writer.optional(isOpen ? nil : Value.number(1)) { writer, value in
                    writer.value(value)
                    writer.optional(2_026) { $0.number($1) }
                }
                writer.flag(true)
            }
            writer.optional(Self.start) { $0.time($1) }
            writer.optional(Value.time(Self.start)) { writer, value in
                writer.value(value)
                writer.number(0)
                writer.time(Self.start)
                writer.optional(Self.start) { $0.time($1) }
                writer.optional(value) { writer, value in
                    writer.value(value)
                    writer.flag(false)
                }
                writer.list([value]) { writer, value in
                    writer.value(value)
                    writer.flag(false)
                }
            }
        }
        writer.list([0, 1]) { $0.number($1) }
        writer.optional(Self.start) { $0.time($1) }
        writer.list(tasks) { writer, task in writeVersion1(task, to: &writer) }
        return writer.bytes
    }

    private func event(_ dispatcher: Dispatcher, _ id: Text, at time: Timestamp) -> Event {
        Event(
            identity: EventIdentity(source: "/s", id: id),
            type: dispatcher.program.schema.index(of: "parcel.late") ?? 0, customer: "c", time: time,
            fields: [.text(Text("o-\(id)"))])
    }

    private func engine() throws -> RuleEngine {
        let text = """
            event parcel.late order text
            event call.made   order text optional
            rule at-once "At once" per order when parcel.late as late where late.order = "o-1"
              task recovery to desk say "Call."
            rule later "Later" per order when parcel.late unless call.made within 4h
              task recovery to desk say "Call."
            """
        let program = compile([Source(path: "a.rules", text: text)]).program
        return RuleEngine(program: try #require(program), zones: TestZones.table(site: "UTC"))
    }
}
