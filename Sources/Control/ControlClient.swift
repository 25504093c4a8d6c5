import Glibc

/// One question to the daemon, and its answer.
package enum ControlClient {
    /// The longest answer that is read, in bytes.
    package static let longestAnswer = 256 << 20

    /// Sends a line and returns the line that comes back, without its end.
    ///
    /// It waits as long as the daemon works at it, and no longer: when the daemon ends, so does the connection.
    ///
    /// - Parameter patience: how many seconds may pass without a byte; nil for a question that takes its time.
    package static func ask(
        _ line: [UInt8], at path: String, patience: Int? = nil
    ) throws(ControlError) -> [UInt8] {
        let descriptor = try ControlSocket.connect(to: path, patience: patience)
        defer { close(descriptor) }
        var rest = (line + [0x0a])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0 {
                if errno == EINTR { continue }
                // It may have answered before it closed.
                break
            }
            rest = rest.dropFirst(count)
        }
        var answer = LineBuffer(limit: longestAnswer)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN, let patience {
                throw .noAnswer("\(path): the daemon has not answered for \(patience) s")
            }
            guard count > 0 else { throw .noAnswer("the daemon ended the connection without an answer") }
            answer.append(buffer[..<count])
            switch answer.next() {
            case .line(let line): return line
            case .more: continue
            case .tooLong: throw .noAnswer("the daemon's answer is too long")
            }
        }
    }
}
