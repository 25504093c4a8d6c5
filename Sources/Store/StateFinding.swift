import Foundation
import GRDB
import Glibc

/// What an examination finds in a state folder.
package enum StateFinding: Sendable, Equatable {
    /// Nothing was ever kept there.
    case absent
    /// Whole, up to a transaction.
    case sound(turn: Int)
    /// Whole in itself, but an older copy, or without its last transactions.
    case older(turn: Int, kept: Int)
    /// Whole in itself, but not byte for byte what was closed.
    case changed
    /// It cannot be used: it is missing, empty, or its pages contradict each other.
    case broken([String])
}
