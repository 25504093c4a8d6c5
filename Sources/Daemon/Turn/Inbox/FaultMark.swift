import CLinux
import Glibc

/// `fault` in the state folder: left behind by a process that a fault of its own brought down.
///
/// A process that is killed, or that loses its power, leaves none: that is no spool file's fault.
package enum FaultMark {
    /// From now on a fault of this process leaves the mark.
    package static func watch(state folder: String) { fault_mark_install(path(folder)) }

    /// Whether the process before left a mark, which is taken away.
    static func take(state folder: String) -> Bool { unlink(path(folder)) == 0 }

    private static func path(_ folder: String) -> String { folder + "/fault" }
}
