/// The encoding of Western Europe before UTF-8; Latin-1 is a part of it.
enum Windows1252 {
    /// The letter of a byte. The five bytes that are no letter are the control characters of the same number.
    static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
        let letter = letters[Int(byte) - 0x80]
        return letter == " " ? Unicode.Scalar(byte) : letter
    }

    /// Of the bytes 0x80 to 0x9f; a blank where there is none.
    private static let letters = Array("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".unicodeScalars)
}
