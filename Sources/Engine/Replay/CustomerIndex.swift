import Events

/// Numbers customers in the order in which they are first seen: open addressing over a quick hash of the bytes.
struct CustomerIndex: Sendable {
    private(set) var customers: [Text] = []
    /// High 32 bits of the hash, and the number + 1 in the low ones; 0 is free. At most half full.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)

    var count: Int { customers.count }

    /// The number of a customer, who gets the next one if nobody has seen them.
    mutating func number(of customer: Text) -> Int32 {
        if customers.count * 2 >= slots.count { grow() }
        let hash = CustomerIndex.hash(customer)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot] & 0xffff_ffff) - 1
            if (slots[slot] ^ hash) >> 32 == 0, customers[number] == customer { return Int32(number) }
            slot = (slot + 1) & mask
        }
        customers.append(customer)
        slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(customers.count)
        return Int32(customers.count - 1)
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        for (number, customer) in customers.enumerated() {
            let hash = CustomerIndex.hash(customer)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(number + 1)
        }
    }

    /// Eight bytes at a time, mixed like wyhash (Wang Yi).
    private static func hash(_ customer: Text) -> UInt64 {
        customer.withBytes { bytes in
            let text = UnsafeRawBufferPointer(bytes)
            var hash = UInt64(text.count) ^ 0x9e37_79b9_7f4a_7c15
            var at = 0
            while at < text.count {
                var word: UInt64 = 0
                if at + 8 <= text.count {
                    word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                } else {
                    for byte in text[at...] { word = word << 8 | UInt64(byte) }
                }
                let product = (hash ^ word).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
                hash = product.high ^ product.low
                at += 8
            }
            return hash
        }
    }
}
