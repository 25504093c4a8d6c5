package import CloudEvents
package import Events

extension WholeEventReader {
    /// Who brought some stored events, by what they are.
    /// - Parameters:
    ///   - lines: their texts, one a line.
    ///   - names: in the order of the lines; nil where it was not noted.
    package func bringers(of lines: [UInt8], _ names: [Text?]) -> [EventIdentity: Text] {
        let identities = lines.withUnsafeBytes { self.identities(of: $0) }
        // One that is not read any more would shift all others.
        guard identities.count == names.count else { return [:] }
        let known = zip(identities, names).compactMap { identity, name in name.map { (identity, $0) } }
        return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }
}
