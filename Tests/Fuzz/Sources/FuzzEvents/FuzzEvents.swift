import LibFuzzer

/// Any bytes as a file of events. The first byte chooses its name: `0` is .json, `1` is .ndjson, `2` has no ending.
@main struct FuzzEvents {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            let input = UnsafeBufferPointer(start: bytes, count: count)
            guard let first = input.first else { return 0 }
            let name = ["a.json", "a.ndjson", "a"][Int(first) % 3]
            EventTrial(name: name, bytes: Array(input.dropFirst())).run()
            TextTrial(bytes: Array(input.dropFirst())).run()
            return 0
        }
    }
}
