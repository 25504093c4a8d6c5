import Events

/// The name that was probably meant. Of names with a dot one side must be right, so that `customer.x` is not taken
/// for every other short name of the customer.
func nearest(_ name: Text, among candidates: [Text]) -> Text? {
    guard let written = Dotted(name) else { return nearMiss(name, among: candidates.filter { Dotted($0) == nil }) }
    let dotted = candidates.compactMap { Dotted($0) }
    let sameOwner = dotted.filter { $0.owner == written.owner }.map(\.member)
    if let member = nearMiss(written.member, among: sameOwner) { return Text("\(written.owner).\(member)") }
    let sameMember = dotted.filter { $0.member == written.member }.map(\.owner)
    return nearMiss(written.owner, among: sameMember).map { Text("\($0).\(written.member)") }
}

/// A name cut at its first dot.
struct Dotted {
    let owner: Text
    let member: Text

    /// Nil if the name has no dot.
    init?(_ name: Text) {
        let parts = name.string.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        owner = Text(String(parts[0]))
        member = Text(String(parts[1]))
    }
}
