public import COutreachEngine
import Engine
import Events

// swift-format-ignore-file: AlwaysUseLowerCamelCase

@c @implementation
public func oe_open(
    _ worker: OpaquePointer!, _ name: oe_bytes, _ state: oe_bytes, _ customer: UnsafeMutablePointer<OpaquePointer?>!
) -> oe_status {
    customer.pointee = nil
    do throws(StateError) {
        let worker = lent(worker, WorkerHandle.self).worker
        customer.pointee = handed(try OpenCustomer(name.text, bytes: Array(state.buffer), worker))
        return oe_ok
    } catch {
        switch error {
        case .unknownVersion: return oe_unknown_version
        case .damaged: return oe_damaged
        }
    }
}

@c @implementation
public func oe_close(_ customer: OpaquePointer!) { release(customer, OpenCustomer.self) }

@c @implementation
public func oe_take(
    _ worker: OpaquePointer!, _ customer: OpaquePointer!, _ event: oe_bytes, _ latest: oe_time,
    _ result: UnsafeMutablePointer<oe_take_result>!
) {
    let handle: WorkerHandle = lent(worker)
    let customer: OpenCustomer = lent(customer)
    var taken = oe_take_result()
    switch customer.take(event.buffer, latest: latest.limit, handle.worker) {
    case .taken: taken.taking = oe_taken
    case .duplicate: taken.taking = oe_duplicate
    case .notAsked: taken.taking = oe_not_asked
    case .elsewhere: taken.taking = oe_elsewhere
    case .conflict(let refusal):
        taken.taking = oe_conflict
        taken.rejected = handle.lend(Array(refusal.json.utf8))
    case .refused(let refusal):
        taken.taking = oe_refused
        taken.rejected = handle.lend(Array(refusal.json.utf8))
    }
    taken.next = oe_time(customer.nextDeadline)
    result.pointee = taken
}

@c @implementation
public func oe_advance(
    _ worker: OpaquePointer!, _ customer: OpaquePointer!, _ to: oe_time, _ result: UnsafeMutablePointer<oe_result>!
) {
    let handle: WorkerHandle = lent(worker)
    let customer: OpenCustomer = lent(customer)
    result.pointee = handle.lend(customer.advance(to: to.timestamp, handle.worker), of: customer)
}

@c @implementation
public func oe_judge_anew(
    _ worker: OpaquePointer!, _ customer: OpaquePointer!, _ result: UnsafeMutablePointer<oe_result>!
) {
    let handle: WorkerHandle = lent(worker)
    let customer: OpenCustomer = lent(customer)
    result.pointee = handle.lend(customer.judgeAnew(handle.worker), of: customer)
}

@c @implementation
public func oe_settle(_ worker: OpaquePointer!, _ customer: OpaquePointer!, _ through: oe_time) -> Bool {
    lent(customer, OpenCustomer.self).settle(through: through.timestamp, lent(worker, WorkerHandle.self).worker)
}

@c @implementation
public func oe_next_deadline(_ customer: OpaquePointer!) -> oe_time {
    oe_time(lent(customer, OpenCustomer.self).nextDeadline)
}

@c @implementation
public func oe_waits_for_feeds(_ customer: OpaquePointer!) -> Bool {
    lent(customer, OpenCustomer.self).waitsForFeeds
}

@c @implementation
public func oe_awaits_surge(_ customer: OpaquePointer!) -> Bool { lent(customer, OpenCustomer.self).awaitsSurge }

@c @implementation
public func oe_memory(_ customer: OpaquePointer!) -> Int { lent(customer, OpenCustomer.self).memory }

@c @implementation
public func oe_encode(_ worker: OpaquePointer!, _ customer: OpaquePointer!) -> oe_bytes {
    let handle: WorkerHandle = lent(worker)
    return handle.lend(lent(customer, OpenCustomer.self).encoded(handle.worker))
}
