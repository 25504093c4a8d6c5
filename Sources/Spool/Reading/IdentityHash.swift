import Glibc

/// A hash of an event's source and id, eight bytes at a time; not proof against somebody who looks for collisions,
/// so whoever finds one hash twice compares the texts.
@inline(__always)
func hash(of source: UnsafeBufferPointer<UInt8>, _ id: UnsafeBufferPointer<UInt8>) -> UInt64 {
    mixed(mixed(0x9e37_79b9_7f4a_7c15, source), id)
}

@inline(__always)
private func mixed(_ seed: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    guard let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return hash }
    var at = 0
    while at + 8 <= bytes.count {
        hash = folded(hash ^ base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
    }
    if at < bytes.count {
        var rest: UInt64 = 0
        memcpy(&rest, base + at, bytes.count - at)
        hash = folded(hash ^ rest)
    }
    return hash
}

/// Both halves of a 128-bit product, as wyhash mixes (Wang Yi).
@inline(__always)
private func folded(_ value: UInt64) -> UInt64 {
    let (high, low) = (value ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    return high ^ low
}
