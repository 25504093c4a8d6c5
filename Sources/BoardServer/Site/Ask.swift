import Board

/// A request of a person who may ask.
struct Ask: Sendable {
    var person: String
    var route: Result<Route, Route.Refusal>
    /// `If-None-Match`
    var matches: String?
    /// Whether a page of another site made it.
    var isCrossSite = false
    var form: [(name: String, value: String)] = []

    /// The last value of a field; empty if there is none.
    func field(_ name: String) -> String { form.last { $0.name == name }?.value ?? "" }
}
