import CloudEvents
package import Events
import Store

extension StateReader {
    /// The texts of the events that are kept, each as it came, customer by customer and in the order in which they
    /// happened; of types that no rule declares too.
    /// - Parameter body: is handed one text after the other.
    package func events(_ selection: EventSelection, _ body: (UnsafeRawBufferPointer) -> Void) throws(DaemonError) {
        do {
            let reader = WholeEventReader()
            let named = selection.customers.sorted()
            for customer in try named.isEmpty ? store.customers() : named {
                guard let text = try store.load(customer: customer)?.text else { continue }
                text.withUnsafeBytes { lines in
                    let kept = reader.events(in: lines).filter { selection.holds(type: $0.type, time: $0.time) }
                    for event in kept.sorted() { body(UnsafeRawBufferPointer(rebasing: lines[event.line])) }
                }
            }
        } catch {
            throw DaemonError(error)
        }
    }
}
