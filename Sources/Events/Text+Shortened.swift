extension Text {
    /// The same, or of one of more bytes its beginning and an ellipsis, `bytes` in all at most: of names from outside,
    /// where they are only counted and shown.
    /// - Parameter bytes: at least three, for the ellipsis.
    package func shortened(to bytes: Int) -> Text {
        withBytes { text in
            if text.count <= bytes { return self }
            let ellipsis = "…"
            var end = bytes - ellipsis.utf8.count
            // Not within a character.
            while end > 0, text[end] & 0xc0 == 0x80 { end -= 1 }
            return Text(String(decoding: UnsafeBufferPointer(rebasing: text[..<max(0, end)]), as: UTF8.self) + ellipsis)
        }
    }
}
