import Synchronization

/// So many places: who finds none waits until somebody leaves.
final class Places: Sendable {
    private struct Room {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let room: Mutex<Room>

    init(_ count: Int) { room = Mutex(Room(free: count)) }

    func take() async {
        await withCheckedContinuation { (place: CheckedContinuation<Void, Never>) in
            let isFree = room.withLock { room in
                if room.free > 0 {
                    room.free -= 1
                    return true
                }
                room.waiting.append(place)
                return false
            }
            if isFree { place.resume() }
        }
    }

    func leave() {
        let next = room.withLock { room -> CheckedContinuation<Void, Never>? in
            if room.waiting.isEmpty {
                room.free += 1
                return nil
            }
            return room.waiting.removeFirst()
        }
        next?.resume()
    }
}
