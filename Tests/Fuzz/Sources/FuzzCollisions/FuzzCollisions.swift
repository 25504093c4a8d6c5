import LibFuzzer

/// The first eight bytes are a seed: of the texts that collide under the former hash, and of the secrets that are to keep
/// them apart.
@main struct FuzzCollisions {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            let input = UnsafeBufferPointer(start: bytes, count: count)
            CollisionTrial(seed: input.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }).run()
            return 0
        }
    }
}
