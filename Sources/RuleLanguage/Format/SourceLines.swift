import Events

/// What the source looks like between its words.
enum SourceLines {
    /// Whether a line of blanks alone lies between two places.
    static func hasBlankLine(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
        guard start < end else { return false }
        var isEmpty = false
        for byte in bytes[start..<end] {
            switch byte {
            case 0x0a:
                if isEmpty { return true }
                isEmpty = true
            case 0x20, 0x09, 0x0d, 0x0b, 0x0c: break
            default: isEmpty = false
            }
        }
        return false
    }

    /// Whether blanks, and only blanks, stand before a place on its line.
    static func isIndented(_ bytes: [UInt8], _ place: Int) -> Bool {
        var at = place
        while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { at -= 1 }
        return at < place && (at == 0 || bytes[at - 1] == 0x0a)
    }
}
