/// A text whose numbers simdjson can take.
struct Rewritten {
    /// `e0` stands behind each integer of 19 digits or more, so that it reads as a double, and 0 for each number beyond
    /// the range of a double.
    var text: [UInt8] = []
    /// Whether there was such a number.
    var hasNumberOutOfRange = false
}
