import CloudEvents
import Engine
package import Events
import RuleLanguage
import TaskDispatch

/// What one thread works with: readers that keep their buffers, and when feeds were heard.
package final class Worker {
    package let program: CheckedProgram
    let fields: FieldReader
    let envelopes: EnvelopeReader
    let comparison = EventComparison()
    let names = WholeEventReader()
    var feeds: FeedRecording
    var packer = EventPacker()
    var unpacker = EventUnpacker()

    /// By which `Look.identity` is hashed: no secret, for it is to be the same everywhere. Nothing here puts such a hash into
    /// a table.
    static let identityKey = HashKey(bytes: Array("outreach_engine1".utf8))

    package init(_ program: CheckedProgram) {
        self.program = program
        let engine = program.dispatcher.engine
        fields = FieldReader(schema: engine.program.schema, asked: engine.concerned)
        envelopes = EnvelopeReader(schema: engine.program.schema, key: Self.identityKey ?? .process)
        feeds = FeedRecording(program.dispatcher)
    }

    /// Notes that an event of a source happened; returns whether a feed of the program begins so, and it was news.
    package func hear(_ source: Text, at time: Timestamp) -> Bool { feeds.hear(source, at: time) }

    /// Says that no customer will be advanced from before a time any more.
    package func forgetHeard(before time: Timestamp) { feeds.forget(before: time) }
}
