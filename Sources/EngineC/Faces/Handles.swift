import COutreachEngine
import Events

// What C holds are references that it has to give back; each is a class of this room.

/// The reference that C holds from now on.
func handed(_ object: AnyObject) -> OpaquePointer { OpaquePointer(Unmanaged.passRetained(object).toOpaque()) }

/// What a reference of C stands for.
func lent<T: AnyObject>(_ pointer: OpaquePointer, _: T.Type = T.self) -> T {
    Unmanaged<T>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
}

/// Takes a reference back; NULL is none.
func release<T: AnyObject>(_ pointer: OpaquePointer?, _: T.Type) {
    guard let pointer else { return }
    Unmanaged<T>.fromOpaque(UnsafeRawPointer(pointer)).release()
}

extension oe_bytes {
    /// As long as the call goes on.
    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count) }
    var text: Text { Text(String(decoding: buffer, as: UTF8.self)) }
}

extension oe_time {
    init(_ time: Timestamp?) {
        self.init()
        seconds = time?.seconds ?? .max
        nanoseconds = time?.nanoseconds ?? 0
    }

    var timestamp: Timestamp { Timestamp(seconds: seconds, nanoseconds: Int64(nanoseconds)) }
    /// Nil where it is `OE_NO_LIMIT`.
    var limit: Timestamp? { seconds == .max ? nil : timestamp }
}
