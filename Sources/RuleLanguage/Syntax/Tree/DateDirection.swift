package enum DateDirection: String, Sendable { case before, after, at }
