package import Engine

extension SiteState {
    /// The byte form; the same for the same site, whatever order it came in.
    package func encoded() -> [UInt8] { [1] }

    /// - Throws: `StateError` when the bytes are of a version or a shape that this program does not know.
    package init(bytes: [UInt8]) throws(StateError) { self.init() }
}
