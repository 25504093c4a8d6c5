public import COutreachEngine
import Events
import Glibc
import RuleLanguage

// The names are C's: `outreach_engine.h` declares them and says what they do, and the compiler compares.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

@c @implementation
public func oe_compile(
    _ sources: UnsafePointer<oe_source>!, _ count: Int, _ zone_directory: UnsafePointer<CChar>!,
    _ diagnostics: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>!
) -> OpaquePointer! {
    let outcome = CheckedProgram.compiled(
        read(sources, count), zoneDirectory: zone_directory.map { String(cString: $0) })
    if let diagnostics { diagnostics.pointee = strdup(outcome.diagnostics) }
    return outcome.program.map { handed(ProgramHandle($0)) }
}

@c @implementation
public func oe_table_names(_ sources: UnsafePointer<oe_source>!, _ count: Int) -> UnsafeMutablePointer<CChar>! {
    strdup(tablePaths(in: read(sources, count)).map { $0 + "\n" }.joined())
}

@c @implementation
public func oe_free(_ memory: UnsafeMutableRawPointer!) { free(memory) }

@c @implementation
public func oe_program_release(_ program: OpaquePointer!) { release(program, ProgramHandle.self) }

@c @implementation
public func oe_fingerprint(_ program: OpaquePointer!) -> oe_bytes { lent(program, ProgramHandle.self).fingerprint }

/// A program as C holds it, with what it lends.
final class ProgramHandle: Sendable {
    let program: CheckedProgram
    /// Where the fingerprint stands, which nobody writes to any more: as a number, for threads do not share pointers.
    private let digits: UInt

    init(_ program: CheckedProgram) {
        self.program = program
        let digits = UnsafeMutablePointer<UInt8>.allocate(capacity: program.fingerprint.count)
        for (place, byte) in program.fingerprint.enumerated() { digits[place] = byte }
        self.digits = UInt(bitPattern: digits)
    }

    deinit { UnsafeMutablePointer<UInt8>(bitPattern: digits)?.deallocate() }

    var fingerprint: oe_bytes {
        oe_bytes(bytes: UnsafePointer(bitPattern: digits), count: program.fingerprint.count)
    }
}

private func read(_ sources: UnsafePointer<oe_source>?, _ count: Int) -> [Source] {
    UnsafeBufferPointer(start: sources, count: sources == nil ? 0 : count).map {
        Source(path: $0.name.text.string, bytes: Array($0.text.buffer), kind: $0.is_table ? .table : .rules)
    }
}
