package import Events

/// Why a zone cannot be had from the system's zone files.
package enum ZoneFileError: Error, Hashable, Sendable {
    /// No zone has this name.
    case unknown(name: Text, directory: String)
    /// A name that leads out of the folder.
    case unsafeName(Text)
    case unreadable(path: String, reason: String)
    case damaged(path: String, TZifError)
    /// There is no folder of zones.
    case noZones(directory: String)

    /// One sentence.
    package var sentence: String {
        switch self {
        case .unknown(let name, let directory): return "No time zone \(name) is known in \(directory)."
        case .unsafeName(let name): return "\(name) is not the name of a time zone."
        case .unreadable(let path, let reason): return "The time zone file \(path) cannot be read: \(reason)."
        case .damaged(let path, let error): return "\(path): \(error.sentence)"
        case .noZones(let directory):
            return "There are no time zones in \(directory): install the package tzdata, or set TZDIR."
        }
    }
}
