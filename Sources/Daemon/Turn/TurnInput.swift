import Engine
import TaskDispatch
import Events
import Spool
import Store

/// What one turn works on: read from the spool, or due.
struct TurnInput {
    /// The times that the turn works with. With nothing to be judged, events are only kept.
    var clock: Clock
    /// New events and counts.
    var intake = Intake()
    /// How far files were read, to be kept with the events.
    var taken: [TakenFile] = []
    /// Files that are done with when all that follows from them is durable.
    var finished: [FinishedFile] = []
    /// Customers to judge without a new event.
    var due: [Text] = []

    init(clock: Clock) { self.clock = clock }
}
