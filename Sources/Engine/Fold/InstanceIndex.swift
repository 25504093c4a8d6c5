/// Where a fold's state has an instance, until the next one is added or forgotten.
struct InstanceIndex: Hashable, Sendable {
    let place: Int

    init(_ place: Int) { self.place = place }
}

/// The instances that an event concerns: mostly one, and then it takes no array.
enum InstancePlaces {
    case none
    case one(InstanceIndex)
    case several([InstanceIndex])
}
