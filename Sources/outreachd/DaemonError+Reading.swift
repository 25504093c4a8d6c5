import ArgumentParser
import Daemon
import Glibc

extension DaemonError {
    /// Says why the state in a folder cannot be looked at.
    ///
    /// It holds what everybody's events say; so it is the daemon's own, and no group of the package may read it.
    /// - Returns: the exit code to end with.
    func told(ofState folder: String) -> ExitCode {
        guard access(folder + "/outreachd.sqlite", F_OK) != 0 else { return failure(sentence, ExitCode(exitCode)) }
        switch errno {
        case ENOENT, ENOTDIR:
            return failure(
                "\(folder): there is no state of a daemon; name the folder that run has as --state", .noInput)
        case EACCES:
            return failure(
                "\(folder): only the user of the daemon may look into it: sudo -u outreachd outreachd …; "
                    + "explain --live and status ask the daemon instead", .noInput)
        default: return failure(sentence, ExitCode(exitCode))
        }
    }
}
