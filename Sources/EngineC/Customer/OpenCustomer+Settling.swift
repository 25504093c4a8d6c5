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
        // Of what does not fit the rules they know nothing.
        let unknown = events.list.indices.filter { events.list[$0].event == nil }
        let texts = events.texts(at: unknown, &worker.unpacker, of: name)
        let old = Set(zip(unknown, texts).filter { worker.time(of: $1).map { $0 <= through } ?? true }.map(\.0))
        events.remove(&worker.unpacker, of: name) { gone.contains($0.identity) || old.contains($1) }
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
