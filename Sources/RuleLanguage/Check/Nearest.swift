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
