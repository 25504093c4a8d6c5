package import Events

/// Who may answer tasks.
package struct Answers: Hashable, Sendable {
    package let owners: [Owner]
    /// Users who answer for others: what they say is said by whom it names.
    package let deputies: [Text]

    package init(owners: [Owner], deputies: [Text] = []) {
        self.owners = owners
        self.deputies = deputies
    }
}
