import CSimdjson

/// Parses one JSON text at a time and keeps its buffers for the next. Strict RFC 8259.
final class JSONParser {
    /// The longest text that is parsed, in bytes. The buffers take up to 14 times as much.
    static let largestText = 16 << 20

    private var handle: OpaquePointer?

    init() { handle = csimdjson_create() }

    deinit { if let handle { csimdjson_destroy(handle) } }

    /// Calls `body` with the root of the document in `bytes[range]`, or with why there is none.
    /// The node is valid inside `body` only.
    @inline(__always)
    func parse<R>(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ body: (Result<JSONNode, JSONError>) -> R
    ) -> R {
        guard range.count <= JSONParser.largestText else { return body(.failure(.tooLarge)) }
        guard let base = bytes.baseAddress, let handle else { return body(.failure(range.isEmpty ? .empty : .memory)) }
        let status = csimdjson_parse(
            handle, base.assumingMemoryBound(to: UInt8.self) + range.lowerBound, range.count,
            bytes.count - range.lowerBound)
        if status == Int32(csimdjson_ok.rawValue) { return withRoot(handle, body) }
        if status == Int32(csimdjson_number.rawValue) {
            return parseAgain(UnsafeRawBufferPointer(rebasing: bytes[range]), handle, body)
        }
        return body(.failure(JSONParser.error(status)))
    }

    private func withRoot<R>(_ handle: OpaquePointer, _ body: (Result<JSONNode, JSONError>) -> R) -> R {
        guard let tape = csimdjson_tape(handle), let strings = csimdjson_strings(handle) else {
            return body(.failure(.memory))
        }
        return body(.success(JSONNode(tape: tape, strings: strings, index: 1)))
    }

    /// simdjson refuses an integer beyond 64 bits; written as a string it passes.
    private func parseAgain<R>(
        _ text: UnsafeRawBufferPointer, _ handle: OpaquePointer, _ body: (Result<JSONNode, JSONError>) -> R
    ) -> R {
        guard let rewritten = withoutLongIntegers(text) else { return body(.failure(.number)) }
        let status = rewritten.text.withUnsafeBufferPointer {
            csimdjson_parse(handle, $0.baseAddress, $0.count, $0.count)
        }
        guard status == Int32(csimdjson_ok.rawValue) else { return body(.failure(JSONParser.error(status))) }
        if rewritten.hasNumberOutOfRange { return body(.failure(.numberRange)) }
        guard let tape = csimdjson_tape(handle) else { return body(.failure(.memory)) }
        JSONNode.markLongIntegers(on: tape, rewritten.longIntegers)
        return withRoot(handle, body)
    }

    /// Gives the buffers back if a large text has made them large.
    func trim() {
        guard let old = handle, csimdjson_capacity(old) > 1 << 20 else { return }
        csimdjson_destroy(old)
        handle = csimdjson_create()
    }

    private static func error(_ status: Int32) -> JSONError {
        switch csimdjson_error(UInt32(status)) {
        case csimdjson_empty: return .empty
        case csimdjson_string: return .string
        case csimdjson_number: return .number
        case csimdjson_utf8: return .utf8
        case csimdjson_depth: return .depth
        case csimdjson_too_large: return .tooLarge
        case csimdjson_memory: return .memory
        default: return .syntax
        }
    }
}
