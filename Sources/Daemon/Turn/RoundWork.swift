import Engine
import TaskDispatch
import Events

/// What a round has still to do.
struct RoundWork {
    /// Files that lay in the spool when it began.
    var queue: SpoolQueue
    /// Deadlines up to here are judged when no file waits any more, but for those that files may speak of which cannot
    /// be read yet.
    let judgesThrough: Timestamp
    /// What that comes to, known when all files have been looked at.
    var horizon: Horizon?
    /// Who was judged without a new event, so that nobody is judged twice.
    var judged: Set<Text> = []
    /// Whether it was looked at what is due beyond single customers.
    var isSettled = false
    /// Whether pasts of customers were looked for that may settle.
    var hasSettled = false
}
