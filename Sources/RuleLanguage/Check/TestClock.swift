import Events

/// The clock of a test block.
struct TestClock {
    /// The instant of the first step, from which `+3h` counts.
    var start: Timestamp?
    var now: Timestamp?
    /// Whether a step could not be read, so that the others may have lost their place.
    var isDoubtful = false
    /// Number of the events so far, over the whole test.
    var events = 0
}
