package import Events

extension TaskID {
    /// The id of an episode of an event trigger: named by its anchor, or by a trigger that joined it.
    package static func episode(
        rule: Text, customer: Text, key: [KeyValue], anchor: EventIdentity
    ) -> TaskID {
        hash(rule, customer, key.map(\.value)) {
            $0.tag("event")
            $0.add(anchor.source)
            $0.add(anchor.id)
        }
    }

    /// The id of an episode of a date trigger: named by the value of the fact.
    package static func episode(rule: Text, customer: Text, key: [KeyValue], value: Value) -> TaskID {
        hash(rule, customer, key.map(\.value)) {
            $0.tag("date")
            $0.add(value)
        }
    }

    /// The id of an episode of `yearly`: named by the value of the fact and the calendar year it falls in.
    package static func episode(rule: Text, customer: Text, key: [KeyValue], value: Value, year: Int) -> TaskID {
        hash(rule, customer, key.map(\.value)) {
            $0.tag("yearly")
            $0.add(value)
            $0.add(.number(Double(year)))
        }
    }

    /// The id of an incident: named by what it gathers, by its first member, and by when that was.
    package static func incident(rule: Text, group: Value?, firstMember: TaskID, at: Timestamp) -> TaskID {
        hash(rule, "", group.map { [$0] } ?? []) {
            $0.tag("incident")
            $0.add(firstMember.text)
            $0.add(.time(at))
        }
    }

    private static func hash(
        _ rule: Text, _ customer: Text, _ key: [Value], _ anchor: (inout IdentityHash) -> Void
    ) -> TaskID {
        var hash = IdentityHash()
        hash.add(rule)
        hash.add(customer)
        for value in key { hash.add(value) }
        anchor(&hash)
        return TaskID(hash.hexadecimal())
    }
}

/// What is hashed: each part with its kind and length before it, so that no two lists of parts give the same bytes.
private struct IdentityHash {
    private var hash = SHA256()

    mutating func tag(_ text: String) { add(Text(text), kind: 0x61) }
    mutating func add(_ text: Text) { add(text, kind: 0x74) }

    mutating func add(_ value: Value) {
        switch value {
        case .text(let text): add(text)
        case .number(let number): add(Text(number.shortestDecimal), kind: 0x6e)
        case .boolean(let truth): add(truth ? "true" : "false", kind: 0x62)
        case .time(let time): add(Text(time.description), kind: 0x69)
        case .date(let date): add(Text(date.description), kind: 0x64)
        case .duration(let span): add(Text(span.description), kind: 0x73)
        }
    }

    private mutating func add(_ text: Text, kind: UInt8) {
        text.withBytes { bytes in
            hash.update(kind)
            let length = UInt64(bytes.count)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                if length >> shift == 0 {
                    hash.update(zeros: 8 - Int(shift / 8))
                    break
                }
                hash.update(UInt8(truncatingIfNeeded: length >> shift))
            }
            hash.update(bytes)
        }
    }

    /// The first 128 bits.
    func hexadecimal() -> Text {
        let digest = hash.digest()
        return Text(
            String(unsafeUninitializedCapacity: 32) { text in
                for place in 0..<32 {
                    let digit = UInt8(truncatingIfNeeded: digest[place >> 3] >> UInt32(28 - 4 * (place & 7)) & 15)
                    text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                }
                return 32
            })
    }
}
