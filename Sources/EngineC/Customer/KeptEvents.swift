import Engine
import Events

/// The events of a customer, each once, whole: for tasks show them so, and a program that comes later may ask for other
/// fields of them. Those that came from bytes or went into bytes stay as they stand there.
struct KeptEvents {
    private(set) var list: [KeptEvent] = []
    /// The first of them, as `EventPacker` writes them.
    private(set) var packed: [UInt8] = []
    /// The others, each on one line.
    private var fresh: [Text] = []
    private var freshBytes = 0
    /// Places by identity, once there are so many that it is worth it.
    private var places: [EventIdentity: Int]?

    /// So many are looked through one by one.
    private static let few = 64

    /// How many bytes of memory their texts take.
    var textBytes: Int { packed.count + freshBytes }

    func place(of identity: EventIdentity) -> Int? {
        if let places { return places[identity] }
        let hash = KeptEvent.hash(of: identity)
        return list.withUnsafeBufferPointer { list in
            list.indices.first { list[$0].hash == hash && list[$0].identity == identity }
        }
    }

    mutating func append(_ event: KeptEvent, _ text: Text) {
        append(event)
        fresh.append(text)
        freshBytes += text.string.utf8.count
    }

    private mutating func append(_ event: KeptEvent) {
        if places == nil, list.count >= Self.few {
            places = Dictionary(list.enumerated().map { ($1.identity, $0) }) { first, _ in first }
        }
        places?[event.identity] = list.count
        list.append(event)
    }

    /// Writes those behind the others that were not written yet.
    mutating func pack(_ packer: inout EventPacker, of customer: Text) {
        if fresh.isEmpty { return }
        packer.pack(fresh, behind: &packed, of: customer)
        fresh = []
        freshBytes = 0
    }

    /// The texts at some places, in their order.
    func texts(at places: [Int], _ unpacker: inout EventUnpacker, of customer: Text) -> [Text] {
        let first = list.count - fresh.count
        var texts = places.map { $0 >= first ? fresh[$0 - first] : "" }
        // Which of them are to be read, in the order in which they come.
        let sought = places.indices.filter { places[$0] < first }.sorted { places[$0] < places[$1] }
        if sought.isEmpty { return texts }
        var place = 0
        var next = 0
        // What was written here, or read once, can be read.
        try? unpacker.each(in: packed, of: customer) { (bytes, text) throws(StateError) in
            if places[sought[next]] == place {
                let found = Text(bytes[text])
                while next < sought.count, places[sought[next]] == place {
                    texts[sought[next]] = found
                    next += 1
                }
            }
            place += 1
            return next < sought.count
        }
        return texts
    }

    /// Forgets some of them.
    mutating func remove(_ unpacker: inout EventUnpacker, of customer: Text, _ isGone: (KeptEvent, Int) -> Bool) {
        let kept = list.indices.filter { !isGone(list[$0], $0) }
        if kept.count == list.count { return }
        let texts = texts(at: kept, &unpacker, of: customer)
        var others = KeptEvents()
        for (place, text) in zip(kept, texts) { others.append(list[place], text) }
        self = others
    }
}

extension KeptEvents {
    /// - Parameter make: what the event of a text is.
    init(
        packed: [UInt8], _ unpacker: inout EventUnpacker, of customer: Text,
        _ make: (_ bytes: UnsafeRawBufferPointer, _ text: Range<Int>) throws(StateError) -> KeptEvent
    ) throws(StateError) {
        self.packed = packed
        var kept = KeptEvents()
        try unpacker.each(in: packed, of: customer) { (bytes, text) throws(StateError) in
            kept.append(try make(bytes, text))
            return true
        }
        list = kept.list
        places = kept.places
    }
}
