import Foundation
import Glibc

/// A client that writes bytes as they are told, and reads what comes.
struct RawClient: ~Copyable {
    private let descriptor: Int32

    init(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the server closes, or until `enough` says that this is all.
    func read(until enough: (String) -> Bool = { _ in false }) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if enough(text) { return text }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return text }
            bytes += buffer[..<count]
        }
    }
}

/// What a server answers to bytes on a connection of their own: the status of each answer.
func statuses(_ text: String, port: Int) -> [Int] {
    let client = RawClient(port: port)
    client.send(text)
    return client.read().matches(of: #/HTTP/1\.1 (\d\d\d) /#).compactMap { Int($0.1) }
}

/// One request on a connection of its own.
func ask(
    _ method: String, _ target: String, port: Int, _ fields: [String] = [], form: String? = nil
) -> (status: Int, text: String) {
    let client = RawClient(port: port)
    let length = form.map { ["Content-Length: \($0.utf8.count)"] } ?? []
    let head = ["\(method) \(target) HTTP/1.1"] + (fields.contains { $0.hasPrefix("Host:") } ? [] : ["Host: localhost"])
    client.send((head + ["Connection: close"] + fields + length).joined(separator: "\r\n") + "\r\n\r\n" + (form ?? ""))
    let text = client.read()
    return (text.firstMatch(of: #/HTTP/1\.1 (\d\d\d) /#).flatMap { Int($0.1) } ?? 0, text)
}

/// Works on a thread of its own: a client that waits for a server keeps nobody else waiting.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
        Thread.detachNewThread { done.resume(returning: work()) }
    }
}
