package import Events
import Foundation
import GRDB

/// A rule that is, or was, in force.
package struct KnownRule: Sendable, Hashable {
    package var name: Text
    /// What triggered before starts nothing; nil: the rule has no beginning.
    package var since: Timestamp?

    package init(name: Text, since: Timestamp?) {
        self.name = name
        self.since = since
    }
}
