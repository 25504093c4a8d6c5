import Events

extension WaitClock {
    func write(to writer: inout ByteWriter) {
        writer.flag(isPaused)
        writer.time(since)
        writer.list(waits) { writer, wait in
            switch wait {
            case .counting(let left):
                writer.byte(0)
                writer.time(Timestamp(seconds: left.seconds, nanoseconds: Int64(left.nanoseconds)))
            case .over(let instant):
                writer.byte(1)
                writer.time(instant)
            }
        }
    }

    init(_ reader: inout ByteReader) throws(StateError) {
        let isPaused = try reader.flag()
        let since = try reader.time()
        let waits = try reader.list { (reader: inout ByteReader) throws(StateError) -> Wait in
            let kind = try reader.byte()
            let time = try reader.time()
            switch kind {
            case 0: return .counting(left: TimeSpan(seconds: time.seconds, nanoseconds: Int64(time.nanoseconds)))
            case 1: return .over(at: time)
            default: throw .damaged
            }
        }
        self.init(isPaused: isPaused, since: since, waits: waits)
    }
}
