import Foundation
import TestSupport

/// A folder in which the program that was built with the tests is run, as people run it.
struct CommandLine {
    let folder: TemporaryFolder

    /// - Parameter files: by name.
    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
    }

    /// What came of a command.
    struct Outcome {
        var output: String
        var error: String
        /// Of a signal its number, negative.
        var code: Int32
    }

    /// Runs `outreachd` with some words.
    @discardableResult
    func run(_ words: [String], input: String = "") throws -> Outcome {
        try shell("exec outreachd \"$@\"", words, input: input)
    }

    /// Runs a line of the shell, in which `outreachd` is the program and `"$@"` are the words.
    @discardableResult
    func shell(_ line: String, _ words: [String] = [], input: String = "") throws -> Outcome {
        let process = process(line, words)
        let streams = try Streams(input: input)
        process.standardInput = try streams.reading(".input")
        process.standardOutput = try streams.writing(".output")
        process.standardError = try streams.writing(".error")
        try process.run()
        process.waitUntilExit()
        return outcome(process, output: try streams.folder.read(".output"), error: try streams.folder.read(".error"))
    }

    /// Runs a line of the shell whose standard output is a pipe that nobody reads any more.
    func withoutReader(_ line: String) throws -> Outcome {
        let process = process(line, [])
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        let streams = try Streams()
        process.standardError = try streams.writing(".error")
        try process.run()
        process.waitUntilExit()
        return outcome(process, output: "", error: try streams.folder.read(".error"))
    }

    /// Runs `outreachd` on a terminal of some columns; what it shows has plain line ends and no colours.
    /// - Parameters:
    ///   - typing: what is typed there before the command begins.
    ///   - showingErrors: whether standard error is shown there too, among the output.
    func onTerminal(
        _ words: [String], columns: UInt16, typing: String = "", showingErrors: Bool = false
    ) throws -> Outcome {
        let (terminal, side) = try openTerminal(columns: columns)
        defer { close(terminal) }
        _ = Array(typing.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
        let process = process("NO_COLOR=1 exec outreachd \"$@\"", words)
        process.standardInput = FileHandle(fileDescriptor: side)
        process.standardOutput = FileHandle(fileDescriptor: side)
        let streams = try Streams()
        process.standardError = showingErrors ? FileHandle(fileDescriptor: side) : try streams.writing(".error")
        try process.run()
        close(side)
        var shown: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // A terminal whose other side is gone ends with an error.
            let count = read(terminal, &buffer, buffer.count)
            if count <= 0 { break }
            shown += buffer[..<count]
        }
        process.waitUntilExit()
        let output = String(decoding: shown, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        return outcome(process, output: output, error: try streams.folder.read(".error"))
    }

    // MARK: Parts

    /// A pseudoterminal (pts(4)): the side that shows, and the side of the program.
    private func openTerminal(columns: UInt16) throws -> (Int32, Int32) {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (isLocked, number): (Int32, Int32) = (0, 0)
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        // TIOCSPTLCK and TIOCGPTN, which are macros.
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &isLocked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0,
            ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0
        else { throw CocoaError(.fileNoSuchFile) }
        let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard side >= 0 else { throw CocoaError(.fileNoSuchFile) }
        return (terminal, side)
    }

    /// The folder of the built products, where the program lies beside these tests.
    private static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path

    /// Nothing of the environment of whoever runs the tests. Under AddressSanitizer, what lives as long as the program is
    /// no leak.
    private static let environment = [
        "PATH": "\(products):/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "Europe/Athens",
        "ASAN_OPTIONS": "detect_leaks=0",
        "SWIFT_BACKTRACE": "enable=no",
    ]

    private func process(_ line: String, _ words: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", line, "sh"] + words
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = Self.environment
        return process
    }

    private func outcome(_ process: Process, output: String, error: String) -> Outcome {
        let status = process.terminationStatus
        return Outcome(output: output, error: error, code: process.terminationReason == .exit ? status : -status)
    }
}

/// The standard streams of one command, as files, which take any length while nobody reads.
private struct Streams {
    let folder: TemporaryFolder

    init(input: String = "") throws {
        folder = try TemporaryFolder()
        for (name, text) in [(".input", input), (".output", ""), (".error", "")] {
            try folder.writeInPlace(text, to: name)
        }
    }

    func reading(_ name: String) throws -> FileHandle {
        try FileHandle(forReadingFrom: URL(filePath: folder.path + "/" + name))
    }

    func writing(_ name: String) throws -> FileHandle {
        try FileHandle(forWritingTo: URL(filePath: folder.path + "/" + name))
    }
}
