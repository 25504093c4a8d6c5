/// From the least to the most urgent.
package enum Priority: String, CaseIterable, Hashable, Sendable { case low, normal, high, urgent }
