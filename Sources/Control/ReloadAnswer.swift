import Foundation

/// What became of a reload.
package struct ReloadAnswer: Codable, Equatable, Sendable {
    /// Whether the rules of the files are in force now.
    package var live: Bool
    /// Each mistake as `check` prints it, if not.
    package var diagnostics: [String]?
    /// How many rules are in force.
    package var rules: Int
    /// Names of rules that were never in force before, and of those that are no more.
    package var new: [String]?
    package var removed: [String]?
    /// How far the new ones look back: RFC 3339.
    package var since: String?
    /// Tasks that changed when the customers were brought in line, by change.
    package var tasks: [String: Int]?
    /// What keeps the daemon from bringing them in line now: it goes on when that is gone.
    package var waiting: String?

    package init(
        live: Bool, diagnostics: [String]? = nil, rules: Int, new: [String]? = nil, removed: [String]? = nil,
        since: String? = nil, tasks: [String: Int]? = nil, waiting: String? = nil
    ) {
        self.live = live
        self.diagnostics = diagnostics
        self.rules = rules
        self.new = new
        self.removed = removed
        self.since = since
        self.tasks = tasks
        self.waiting = waiting
    }
}
