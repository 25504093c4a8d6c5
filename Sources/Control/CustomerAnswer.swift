package import Foundation

/// All that the daemon has of one customer, so that it can be explained without disturbing the daemon.
package struct CustomerAnswer: Codable, Equatable, Sendable {
    /// The files of the rules in force, those of their tables too: path and text.
    package struct File: Codable, Equatable, Sendable {
        package var path: String
        package var text: String
        /// Whether it is that of a table; absent for rules.
        package var isTable: Bool?
        package init(path: String, text: String, isTable: Bool? = nil) {
            self.path = path
            self.text = text
            self.isTable = isTable
        }
    }
    package var rules: [File]
    /// How far rules look back that were added later, by name: RFC 3339.
    package var since: [String: String]
    /// The clock of the daemon.
    package var now: String
    /// The retained events as they came.
    package var events: [String]
    /// Who brought each of them; null where that was not noted.
    package var brought: [String?]?
    /// The state with its tasks, in the byte form of the Engine.
    package var state: Data
    /// Why the daemon judges nothing of the customer at present, one sentence; nil if it does.
    package var setAside: String?

    package init(
        rules: [File], since: [String: String], now: String, events: [String], brought: [String?]? = nil, state: Data,
        setAside: String? = nil
    ) {
        self.rules = rules
        self.since = since
        self.now = now
        self.events = events
        self.brought = brought
        self.state = state
        self.setAside = setAside
    }
}
