@testable import CloudEvents
import Demands
import Events
import Glibc

@testable import CloudEvents

/// The same bytes as one JSON text, at the very end of readable memory: nothing may look behind it.
///
/// simdjson itself is a library without guards; a page that nobody may read stands in for them.
struct TextTrial {
    let bytes: [UInt8]

    func run() {
        let (plain, kind) = outcome(of: bytes)
        let walled = withWall { text in parse(text, 0..<text.count) }
        demand(plain == walled, "at the end of memory it reads otherwise: \(plain ?? "") \(walled ?? "")")
        bytes.withUnsafeBytes { text in
            for start in text.indices.prefix(64) where text[start] == UInt8(ascii: "\"") {
                let end = endOfString(text, start)
                demand(start < end && end <= text.count, "a string that ends at \(end)")
            }
            if let end = endOfValue(text, 0) { demand(0 < end && end <= text.count, "a value that ends at \(end)") }
        }
        guard kind == .object else { return }
        let minified = bytes.withUnsafeBytes { oneLine($0) }
        demand(!minified.string.utf8.contains(0x0a), "two lines: \(minified)")
        let comparison = EventComparison()
        let original = Text(String(decoding: bytes, as: UTF8.self))
        demand(comparison.sameContent(original, minified), "without blanks it has another content: \(minified)")
        demand(comparison.sameContent(minified, original), "the same, the other way round: \(minified)")
    }

    /// What the root is, or why there is none.
    private func parse(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> String? {
        JSONParser().parse(text, range) { result in
            switch result {
            case .success(let root): return "\(root.kind) \(size(root))"
            case .failure(let error): return "\(error)"
            }
        }
    }

    private func outcome(of bytes: [UInt8]) -> (String?, JSONNode.Kind?) {
        bytes.withUnsafeBytes { text in
            let kind = JSONParser().parse(text, 0..<text.count) { result -> JSONNode.Kind? in
                if case .success(let root) = result { return root.kind }
                return nil
            }
            return (parse(text, 0..<text.count), kind)
        }
    }

    /// Values and bytes below a node: walks the whole tape.
    private func size(_ node: JSONNode) -> Int {
        switch node.kind {
        case .null, .boolean: return 1
        case .number:
            demand(node.number.isFinite, "\(node.number)")
            return 1
        case .string: return 1 + node.bytes.reduce(0) { $0 &+ Int($1) }
        case .array: return node.elements.reduce(1) { $0 &+ size($1) }
        case .object: return node.members.reduce(1) { $0 &+ $1.key.count &+ size($1.value) }
        }
    }

    /// The bytes, with a page behind them that may not be read.
    private func withWall<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let length = (bytes.count + page - 1) / page * page
        guard let memory = mmap(nil, length + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED, mprotect(memory + length, page, PROT_NONE) == 0
        else { fatalError("no memory for the wall") }
        defer { munmap(memory, length + page) }
        let start = memory + (length - bytes.count)
        bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(start, base, bytes.count) } }
        return body(UnsafeRawBufferPointer(start: start, count: bytes.count))
    }
}
