/// Why a file moves to `rejected/` whole. The raw value is the `reason` that people and programs read.
package enum FileRejectionCode: String, CaseIterable, Hashable, Sendable {
    case notJSON = "not-json"
    case notUTF8 = "not-utf-8"
    case tooLarge = "too-large"
    case notARegularFile = "not-a-regular-file"
    case unreadable
    case crashed
    /// Its good events count all the same.
    case tooManyRejected = "too-many-rejected"
}
