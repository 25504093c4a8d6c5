/// A text whose numbers simdjson can take.
struct Rewritten {
    /// A string stands for each whole number of 19 digits or more, and 0 for each other number beyond the range of a
    /// double.
    var text: [UInt8] = []
    /// Which of the strings of the text, keys too, stand for numbers: their places in the order of the text.
    var longIntegers: [Int] = []
    /// Whether there was a number beyond the range of a double that is not whole.
    var hasNumberOutOfRange = false
}
