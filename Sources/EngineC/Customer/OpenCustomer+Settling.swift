import CloudEvents
package import Events
import TaskDispatch

extension OpenCustomer {
    /// Settles what happened up to a time, as far as the customer was advanced: what nobody may look at any more leaves.
    /// - Returns: whether anything was settled that was not before.
    package func settle(through time: Timestamp, _ worker: Worker) -> Bool {
        guard let dropped = stream.settle(through: time, worker.program.dispatcher),
            let through = stream.state.settledThrough
        else { return false }
        let gone = Set(dropped)
        events.remove { kept in
            if kept.event != nil { return gone.contains(kept.identity) }
            // Of what does not fit the rules they know nothing.
            return worker.time(of: kept.text).map { $0 <= through } ?? true
        }
        return true
    }
}

extension Worker {
    /// When what a text tells happened, whatever the rules know of it.
    fileprivate func time(of text: Text) -> Timestamp? {
        var found: Timestamp?
        text.withBytes { names.eachMoment(of: UnsafeRawBufferPointer($0)) { _, time in found = time } }
        return found
    }
}
