import Control
import Events
import Synchronization

/// What became of a reload.
package enum ReloadOutcome: Sendable {
    /// The rules are in force, and every customer is in line with them; `changes` tells what that changed. With
    /// `waiting` the daemon cannot go on now: it brings them in line when it can.
    case live(RuleActivation, changes: Report, waiting: String?)
    /// The rules of before stay.
    case refused(RulesRefused)
    /// They could not be kept; the rules of before stay.
    case failed(DaemonError)
    /// The daemon ends; it reads the rules at its next start.
    case ending
}
