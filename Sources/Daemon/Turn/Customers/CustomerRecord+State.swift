import CloudEvents
import Engine
import TaskDispatch
import Events
import Spool
import Store

extension CustomerRecord {
    /// The state, and the events that it does not know yet.
    ///
    /// An event whose type is not declared any more stays in the store and takes no part.
    func restored(_ customer: Text, _ reader: FieldReader) throws(DaemonError) -> (
        state: CustomerState, arrivals: [Event]
    ) {
        let (knownEvents, arrivals) = text.withUnsafeBytes { text in
            var end = 0
            var rest = state == nil ? 0 : known
            while rest > 0, end < text.count {
                if text[end] == UInt8(ascii: "\n") { rest -= 1 }
                end += 1
            }
            return (
                reader.events(fromStored: UnsafeRawBufferPointer(rebasing: text[..<end])),
                reader.events(fromStored: UnsafeRawBufferPointer(rebasing: text[end...]))
            )
        }
        guard let bytes = state else { return (CustomerState(customer: customer), arrivals) }
        do throws(StateError) {
            return (try CustomerState(customer: customer, bytes: bytes, events: knownEvents), arrivals)
        } catch {
            throw .state(error, customer: customer)
        }
    }

    /// How many events there are.
    var count: Int { text.count { $0 == UInt8(ascii: "\n") } }
}
