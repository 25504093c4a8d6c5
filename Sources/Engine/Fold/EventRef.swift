/// Where a timeline has stored an event. It stays the same when earlier events arrive later.
struct EventRef: Hashable, Sendable {
    let place: Int32

    init(_ place: Int) { self.place = Int32(place) }
}
