package enum EnvelopeField: String, CaseIterable, Hashable, Sendable { case id, source, type, time }
