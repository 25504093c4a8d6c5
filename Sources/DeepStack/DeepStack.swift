import Glibc

/// Does some work on a stack that is large enough for it, whatever the caller's is, and comes back when it is done.
///
/// Work that walks through a tree goes as deep as the tree; the stack of a thread that somebody else has made may be
/// small. How deep the tree may be and how large the stack is belong together.
/// - Parameter bytes: of the stack; only what is used of them takes memory.
package func onDeepStack<Result>(bytes: Int = 64 << 20, _ work: () -> Result) -> Result {
    var result: Result?
    withoutActuallyEscaping({ result = work() }) { (body: @escaping () -> Void) in
        var body = body
        withUnsafeMutablePointer(to: &body) { run($0, onStackOf: bytes) }
    }
    // Where there is no thread to be had, the caller's stack is the only one.
    return result ?? work()
}

private func run(_ body: UnsafeMutablePointer<() -> Void>, onStackOf bytes: Int) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, bytes) == 0 else { return }
    var thread = pthread_t()
    let isRunning =
        pthread_create(
            &thread, &attributes,
            { argument in
                argument?.assumingMemoryBound(to: (() -> Void).self).pointee()
                return nil
            }, body) == 0
    if isRunning { pthread_join(thread, nil) }
}
