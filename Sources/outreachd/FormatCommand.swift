import ArgumentParser
import Glibc
import RuleLanguage

/// `outreachd format`: the one canonical layout.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lay rule files out in the one canonical way.",
        discussion: """
            Files are rewritten in place; comments survive. - reads standard input and writes standard output. A file \
            with mistakes stays as it is; then the exit code is 1.
            """)

    @Argument(help: "Rule files, or directories of *.rules; - is standard input.", completion: .file())
    var paths: [String]

    @Flag(
        help:
            "Change nothing; name the files that are laid out in another way, and end with exit code 1 if there are any."
    )
    var check = false

    func run() throws {
        var failed = false
        var output = StandardOutput()
        for source in try readRules(paths) {
            let (text, diagnostics) = format(source)
            guard let text else {
                for diagnostic in diagnostics { tell(diagnostic, [source]) }
                failed = true
                continue
            }
            let bytes = Array(text.utf8)
            if check {
                if bytes != source.bytes {
                    output.line(source.path)
                    failed = true
                }
            } else if source.path == "-" {
                output.raw(bytes)
            } else if bytes != source.bytes {
                try replace(source.path, with: bytes)
                complain("formatted \(source.path)")
            }
        }
        output.flush()
        if failed { throw ExitCode.wrong }
    }

    /// Puts a new text in the place of a file: at no time is there half of one.
    private func replace(_ path: String, with bytes: [UInt8]) throws {
        // The file itself, not a link to it, is replaced.
        let file =
            realpath(path, nil).map { pointer in
                defer { free(pointer) }
                return String(cString: pointer)
            } ?? path
        let temporary = file + ".\(getpid()).tmp"
        var status = stat()
        let mode = stat(file, &status) == 0 ? status.st_mode & 0o7777 : 0o644
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWritten, rename(temporary, file) == 0 else {
            let error = cannotWrite(path)
            unlink(temporary)
            throw error
        }
    }

    private func cannotWrite(_ path: String) -> ExitCode {
        failure("\(path): cannot be written: \(String(cString: strerror(errno)))", .inputOutput)
    }
}
