import Events

/// The name of an instance: the rule and the values of its key.
struct InstanceName: Hashable, Sendable {
    let rule: Int
    let key: [Value]
}
