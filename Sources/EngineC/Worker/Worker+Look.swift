import CloudEvents
import Engine
package import Events
import TaskDispatch

/// What the envelope of a good event says.
package struct Look: Sendable {
    package enum Kind: Hashable, Sendable {
        /// A rule asks about it.
        case concerned
        case unconcerned
        /// No rule file declares its type.
        case undeclared
    }

    package let kind: Kind
    package let time: Timestamp
    package let customer: Text
    package let source: Text
    /// A hash of source and id, the same in every process.
    package let identity: UInt64
}

/// An event that does not count.
package struct Refusal: Error, Sendable {
    /// Why, as the lines of `rejected/` say it, without a line end.
    package let json: String
}

extension Worker {
    /// Checks an event whole, and tells what its envelope says.
    /// - Parameters:
    ///   - event: one CloudEvent in JSON.
    ///   - latest: an event that happened later is refused; nil is no such check.
    package func look(_ event: UnsafeRawBufferPointer, latest: Timestamp?) throws(Refusal) -> Look {
        let read = envelopes.one(event, latest: latest)
        switch read.outcome {
        case .rejected(let rejection): throw Refusal(json: rejection.json)
        case .envelope(let envelope):
            let kind: Look.Kind
            switch envelope.type {
            case .declared(let type): kind = program.dispatcher.engine.concerned[type] ? .concerned : .unconcerned
            case .undeclared: kind = .undeclared
            }
            return Look(
                kind: kind, time: envelope.time, customer: envelope.customer, source: envelope.source,
                identity: read.identityHash)
        }
    }
}
