import CloudEvents
package import Events
import TaskDispatch

/// One customer in memory, under one program. It may be used with any worker of that program, by one thread at a time.
package final class OpenCustomer {
    package let name: Text
    var stream: CustomerStream
    var events: KeptEvents

    /// A customer of whom nothing is known.
    package init(_ name: Text) {
        self.name = name
        stream = CustomerStream(customer: name)
        events = KeptEvents()
    }

    init(_ name: Text, _ stream: CustomerStream, _ events: KeptEvents) {
        self.name = name
        self.stream = stream
        self.events = events
    }

    /// When there is next something to do without a new event; nil if never.
    package var nextDeadline: Timestamp? { inPlace(&stream) { $0.nextDeadline } }
    /// Whether surges are asked of tasks that have not ended: till then nothing is settled.
    package var awaitsSurge: Bool { inPlace(&stream) { $0.isForked } }
    /// Whether a task waits for a feed to be heard.
    package var waitsForFeeds: Bool { inPlace(&stream) { !$0.feedWaits.isEmpty } }

    /// What became of an event that was handed to a customer.
    package enum Taking: Sendable {
        case taken
        /// It was there before.
        case duplicate
        /// Another event of its source and id was there before and stays.
        case conflict(Refusal)
        case refused(Refusal)
        /// No rule asks about it, or none declares its type.
        case notAsked
        /// It is another customer's.
        case elsewhere
    }

    /// Keeps an event until time reaches it.
    /// - Parameters:
    ///   - event: one CloudEvent in JSON.
    ///   - latest: an event that happened later is refused; nil is no such check.
    package func take(_ event: UnsafeRawBufferPointer, latest: Timestamp?, _ worker: Worker) -> Taking {
        switch worker.fields.one(event, latest: latest).outcome {
        case .rejected(let rejection): return .refused(Refusal(json: rejection.json))
        case .passed, .undeclared: return .notAsked
        case .event(let read):
            if read.customer != name { return .elsewhere }
            let text = oneLine(event)
            if let place = events.place(of: read.identity) {
                let first = events.texts(at: [place], &worker.unpacker, of: name)[0]
                switch worker.comparison.standing(of: text, after: first) {
                case .conflict:
                    return .conflict(
                        Refusal(json: Rejection.conflict(line: 1, identity: read.identity, input: text).json))
                case .duplicate, .new: return .duplicate
                }
            }
            events.append(KeptEvent(identity: read.identity, event: read), text)
            stream.take(read)
            return .taken
        }
    }

    /// Says that all up to a time is known, itself included, and brings the customer there.
    package func advance(to time: Timestamp, _ worker: Worker) -> Outcome {
        outcome(of: stream.advance(to: time, worker.program.dispatcher, &worker.feeds), worker)
    }

    /// Judges by the worker's program what another has judged.
    package func judgeAnew(_ worker: Worker) -> Outcome {
        outcome(of: stream.judgedAnew(worker.program.dispatcher, &worker.feeds), worker)
    }
}

/// Looks at a value where it stands; a copy of all that is known of a customer, for each event, would be felt.
@inline(__always)
func inPlace<Value, Result>(_ value: inout Value, _ body: (inout Value) -> Result) -> Result { body(&value) }
