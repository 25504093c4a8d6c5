import Engine
import TaskDispatch
package import Events
import RuleLanguage
import Spool
import Store

/// What became of rules that were put in force.
package struct RuleActivation: Sendable, Equatable {
    package var rules: Int
    /// Rules that were never in force before, and what they look back to; nil: they have no beginning.
    package var new: [Text]
    package var since: Timestamp?
    /// Rules that are in force no more.
    package var removed: [Text]
    /// Whether they judge otherwise than those before, so that every customer is looked at.
    package var judgesAnew: Bool
}
