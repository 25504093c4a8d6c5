public import COutreachEngine
import Events

// swift-format-ignore-file: AlwaysUseLowerCamelCase

@c @implementation
public func oe_worker_create(_ program: OpaquePointer!) -> OpaquePointer! {
    handed(WorkerHandle(Worker(lent(program, ProgramHandle.self).program)))
}

@c @implementation
public func oe_worker_release(_ worker: OpaquePointer!) { release(worker, WorkerHandle.self) }

@c @implementation
public func oe_look(
    _ worker: OpaquePointer!, _ event: oe_bytes, _ latest: oe_time, _ seen: UnsafeMutablePointer<oe_seen>!
) {
    let handle: WorkerHandle = lent(worker)
    var found = oe_seen()
    do throws(Refusal) {
        let look = try handle.worker.look(event.buffer, latest: latest.limit)
        switch look.kind {
        case .concerned: found.kind = oe_event
        case .unconcerned: found.kind = oe_unconcerned
        case .undeclared: found.kind = oe_undeclared
        }
        found.time = oe_time(look.time)
        found.identity = look.identity
        found.customer = handle.lend(look.customer)
        found.source = handle.lendBeside(look.source)
    } catch {
        found.kind = oe_rejected
        found.rejected = handle.lend(Array(error.json.utf8))
    }
    seen.pointee = found
}

@c @implementation
public func oe_hear(_ worker: OpaquePointer!, _ source: oe_bytes, _ time: oe_time) -> Bool {
    lent(worker, WorkerHandle.self).worker.hear(source.text, at: time.timestamp)
}

@c @implementation
public func oe_forget_heard(_ worker: OpaquePointer!, _ before: oe_time) {
    lent(worker, WorkerHandle.self).worker.forgetHeard(before: before.timestamp)
}
