import Glibc

/// Something in `incoming/` that can be neither read nor moved away.
struct StuckFile: Sendable {
    private let fingerprint: Fingerprint
    /// What is no file never becomes one, whatever else is done to it.
    private let isRegular: Bool
    /// Whether it is tried again, for it was written since.
    private(set) var isListed = false

    init(_ status: stat) {
        fingerprint = Fingerprint(status)
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }

    /// The same by what is there now; nil if that is something else.
    func now(_ status: stat?) -> StuckFile? {
        guard let status else { return nil }
        let found = Fingerprint(status)
        guard found.device == fingerprint.device, found.inode == fingerprint.inode else { return nil }
        var file = self
        file.isListed = isRegular && found != fingerprint
        return file
    }
}
