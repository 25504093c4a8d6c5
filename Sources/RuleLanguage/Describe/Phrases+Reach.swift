import Events

extension Phrases {
    /// ` since the latest payment.succeeded, for the customer as a whole`: which events a window counts, beside its time.
    func reach(_ window: Window) -> String {
        let since = window.since.map { " since the latest \(any($0))" } ?? ""
        return since + (window.forCustomer ? Phrases.forCustomer : "")
    }

    /// Said of what joins whatever keys it carries.
    static let forCustomer = " for the customer as a whole"
}
