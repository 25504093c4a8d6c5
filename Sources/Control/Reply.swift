import Synchronization

/// The right to answer one request, once, from any thread. A client that has gone does not mind.
package struct Reply: Sendable {
    let conversation: UInt64
    let outbox: Outbox

    /// One line of JSON without its end.
    package func answer(_ line: [UInt8]) { outbox.put(conversation, line) }
}
