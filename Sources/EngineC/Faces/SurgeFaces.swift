public import COutreachEngine
import Engine
import Events

// swift-format-ignore-file: AlwaysUseLowerCamelCase

@c @implementation
public func oe_surge(
    _ worker: OpaquePointer!, _ surge: oe_bytes, _ state: oe_bytes, _ messages: UnsafePointer<oe_bytes>!, _ count: Int,
    _ to: oe_time, _ result: UnsafeMutablePointer<oe_surge_result>!
) -> oe_status {
    let handle: WorkerHandle = lent(worker)
    do throws(StateError) {
        let outcome = try SurgeOutcome(
            of: surge.text, Array(state.buffer), messages: (0..<count).map { Array(messages[$0].buffer) },
            to: to.timestamp, handle.worker)
        result.pointee = handle.lend(outcome)
        return oe_ok
    } catch {
        result.pointee = oe_surge_result()
        switch error {
        case .unknownVersion: return oe_unknown_version
        case .damaged: return oe_damaged
        }
    }
}
