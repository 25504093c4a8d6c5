import LibFuzzer

/// Any bytes as rule files.
@main struct FuzzRules {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            RuleTrial(Array(UnsafeBufferPointer(start: bytes, count: count))).run()
            return 0
        }
    }
}
