import Glibc

/// Drops a file of events into a spool as any writer should: written under a name that starts with a dot, made durable,
/// and renamed into `incoming/`.
/// - Parameters:
///   - bytes: the content, such as one CloudEvent.
///   - name: of the file; it must be new, so let it hold the event's id.
///   - spool: the spool's folder, in which `incoming/` must be there.
package func dropEvents(_ bytes: [UInt8], named name: SpoolName, into spool: String) throws(SpoolError) {
    let incoming = spool + "/incoming"
    let temporary = Path(incoming, SpoolName(".outreachd-\(getpid())-\(UInt64.random(in: 0 ... .max))"))
    let target = Path(incoming, name)
    try writeDurably(bytes, temporary)
    guard temporary.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else {
        let error = SpoolError.cannotMove(path: temporary.description, to: target.description, errno: errno)
        _ = temporary.withCString { unlink($0) }
        throw error
    }
    do throws(SpoolError) {
        try syncFolder(incoming)
    } catch {
        // A feeder may write into the folder and not list it. The file is whole there and its bytes are durable; the
        // name becomes so with the next sync of anybody, at the latest when the daemon has taken it.
        guard case .cannotOpen(_, EACCES) = error else { throw error }
    }
}
