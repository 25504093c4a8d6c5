import Daemon
import Events

/// How long a command works on one customer.
struct Patience {
    let span: TimeSpan
    private var began = WallClock.sinceStart()

    init(_ span: TimeSpan) { self.span = span }

    /// Whether there is time left.
    var goesOn: Bool { WallClock.sinceStart() - began < span }
}
