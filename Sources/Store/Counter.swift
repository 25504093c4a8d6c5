import Engine
import TaskDispatch
package import Events

/// Something that is counted for `status`.
package struct Counter: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// `files`, `accepted`, `duplicate`
        case input
        /// Rejected events, and whole files, by the code of the reason.
        case rejected
        /// Events of types that no rule file declares, by type.
        case undeclared
        /// Events of declared types by what became of them: `accepted delivery.delayed`, `duplicate`, `conflict`.
        case type
        /// Changes of tasks: `opened`, `withdrawn`, `done`, `dismissed`, `missed`, `updated`.
        case tasks
        /// The same of each rule: `opened late-not-told`.
        case rule
        /// Episodes of each rule by what became of them: `lapsed late-not-told`.
        case episode
    }
    package var kind: Kind
    package var name: Text

    package init(_ kind: Kind, _ name: Text) {
        self.kind = kind
        self.name = name
    }
}
