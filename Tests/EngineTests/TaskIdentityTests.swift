import Events
import Testing

@testable import Engine

@Suite("A task's id")
struct TaskIdentityTests {
    @Test(
        "is made with SHA-256 as FIPS 180-4 has it",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(text: String, digest: String) {
        var hash = SHA256()
        hash.update(text.utf8)
        let found = hash.digestBytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(found == digest)
    }

    @Test("a million letters a, too")
    func long() {
        var hash = SHA256()
        for _ in 0..<10_000 { hash.update([UInt8](repeating: UInt8(ascii: "a"), count: 100)) }
        let found = hash.digestBytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(found == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("differs when any part of the episode's name does, and only then")
    func parts() {
        let key = [KeyValue(name: "order", value: .text("o-9"))]
        let anchor = EventIdentity(source: "/carrier/dhl", id: "e-811")
        let id = TaskID.episode(rule: "late", customer: "c-42", key: key, anchor: anchor)
        #expect(id == .episode(rule: "late", customer: "c-42", key: key, anchor: anchor))
        #expect(id.text.string.count == 32)
        let others: [TaskID] = [
            .episode(rule: "latec", customer: "-42", key: key, anchor: anchor),
            .episode(rule: "late", customer: "c-42", key: [], anchor: anchor),
            .episode(rule: "late", customer: "c-42", key: [KeyValue(name: "order", value: .number(9))], anchor: anchor),
            .episode(
                rule: "late", customer: "c-42", key: key, anchor: EventIdentity(source: "/carrier/dh", id: "le-811")),
            .episode(rule: "late", customer: "c-42", key: key, value: .text("e-811")),
            .episode(rule: "late", customer: "c-42", key: key, value: .text("e-811"), year: 2026),
        ]
        #expect(Set(others + [id]).count == others.count + 1)
    }
}
