import Engine
public import Events
public import RuleLanguage

/// A checked program, ready to judge by.
public struct RuleSet: Sendable {
    public let program: Program
    public let zones: ZoneTable
    /// The text of all files, by which a later start knows whether the rules have changed.
    let text: [UInt8]

    /// - Parameters:
    ///   - compilation: of the files as `RuleFiles` read them, without an error.
    ///   - zones: for the program.
    public init?(_ compilation: Compilation, zones: ZoneTable) {
        guard let program = compilation.program else { return nil }
        self.program = program
        self.zones = zones
        var text: [UInt8] = []
        for source in compilation.sources {
            text.append(contentsOf: source.bytes)
            // No rule file holds this byte, so files cannot run into each other.
            text.append(0)
        }
        self.text = text
    }
}
