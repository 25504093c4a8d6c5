import CloudEvents
import Events
import RuleLanguage

/// Makes events of files, by the types and the feeds of one program.
struct EventReading {
    /// The secret of the state, by which it knows events again.
    private let key: HashKey
    private(set) var envelopes: EnvelopeReader
    /// Finds what the store has of what came again.
    let whole = WholeEventReader()
    /// Of whom events are believed.
    var origin: OriginCheck

    init(_ program: Program, _ accounts: Accounts, key: HashKey) {
        self.key = key
        envelopes = EnvelopeReader(schema: program.schema, key: key)
        origin = OriginCheck(program, accounts)
    }

    /// Reads by the types and the feeds of another program from now on.
    mutating func use(_ program: Program) {
        envelopes = EnvelopeReader(schema: program.schema, key: key)
        origin = origin.with(program)
    }
}
