package enum TaskClass: String, CaseIterable, Hashable, Sendable { case recovery, relationship }
