import ArgumentParser

/// The exit codes of sysexits.h that the commands end with, beside 0 for all is well and 1 for what the rules or the input
/// have wrong.
extension ExitCode {
    static let wrong = ExitCode(1)
    /// EX_USAGE: the arguments do not fit together.
    static let usage = ExitCode(64)
    /// EX_NOINPUT: a file that was named cannot be read.
    static let noInput = ExitCode(66)
    /// EX_UNAVAILABLE: no daemon listens.
    static let unavailable = ExitCode(69)
    /// EX_CANTCREAT: a file that was named cannot be made.
    static let cannotCreate = ExitCode(73)
    /// EX_IOERR: something cannot be written.
    static let inputOutput = ExitCode(74)
    /// EX_PROTOCOL: the daemon's answer is not understood.
    static let badAnswer = ExitCode(76)
    /// EX_CONFIG: the machine lacks something, a time zone for one.
    static let configuration = ExitCode(78)
}

/// Says on standard error why a command cannot go on.
/// - Returns: the exit code to end with.
func failure(_ sentence: String, _ code: ExitCode) -> ExitCode {
    complain("outreachd: \(sentence)")
    return code
}
