public import Foundation

/// What the daemon may be asked: one JSON object on one line.
public struct ControlRequest: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Read the rules again; `backfill` may say how far new rules look back, as `7d`.
        case reload
        /// What the daemon sees.
        case status
        /// The same as numbers for Prometheus.
        case metrics
        /// What it has of `customer`.
        case customer
    }

    public var request: Kind
    public var backfill: String?
    public var customer: String?

    public init(_ request: Kind, backfill: String? = nil, customer: String? = nil) {
        self.request = request
        self.backfill = backfill
        self.customer = customer
    }

    /// Reads a line; nil if it is none of the requests.
    public init?(line: [UInt8]) {
        guard let request = try? decoder().decode(ControlRequest.self, from: Data(line)) else { return nil }
        self = request
    }

    /// Without a line end.
    public var line: [UInt8] { jsonLine(self) }
}

/// What the daemon answers: one JSON object on one line, with the member that the request asks for, or `error`.
public struct ControlAnswer: Codable, Equatable, Sendable {
    /// A sentence: the request was not understood, or cannot be answered.
    public var error: String?
    public var reload: ReloadAnswer?
    public var status: StatusAnswer?
    /// In Prometheus' text format.
    public var metrics: String?
    public var customer: CustomerAnswer?

    public init(
        error: String? = nil, reload: ReloadAnswer? = nil, status: StatusAnswer? = nil, metrics: String? = nil,
        customer: CustomerAnswer? = nil
    ) {
        self.error = error
        self.reload = reload
        self.status = status
        self.metrics = metrics
        self.customer = customer
    }

    public init?(line: [UInt8]) {
        guard let answer = try? decoder().decode(ControlAnswer.self, from: Data(line)) else { return nil }
        self = answer
    }

    /// Without a line end.
    public var line: [UInt8] { jsonLine(self) }
}

/// What became of a reload.
public struct ReloadAnswer: Codable, Equatable, Sendable {
    /// Whether the rules of the files are in force now.
    public var live: Bool
    /// Each mistake as `check` prints it, if not.
    public var diagnostics: [String]?
    /// How many rules are in force.
    public var rules: Int
    /// Names of rules that were never in force before, and of those that are no more.
    public var new: [String]?
    public var removed: [String]?
    /// How far the new ones look back: RFC 3339.
    public var since: String?
    /// Tasks that changed when the customers were brought in line, by change.
    public var tasks: [String: Int]?
    /// What keeps the daemon from bringing them in line now: it goes on when that is gone.
    public var waiting: String?

    public init(
        live: Bool, diagnostics: [String]? = nil, rules: Int, new: [String]? = nil, removed: [String]? = nil,
        since: String? = nil, tasks: [String: Int]? = nil, waiting: String? = nil
    ) {
        self.live = live
        self.diagnostics = diagnostics
        self.rules = rules
        self.new = new
        self.removed = removed
        self.since = since
        self.tasks = tasks
        self.waiting = waiting
    }
}

/// All that the daemon has of one customer, so that it can be explained without disturbing the daemon.
public struct CustomerAnswer: Codable, Equatable, Sendable {
    /// The files of the rules in force: path and text.
    public struct File: Codable, Equatable, Sendable {
        public var path: String
        public var text: String
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }
    public var rules: [File]
    /// How far rules look back that were added later, by name: RFC 3339.
    public var since: [String: String]
    /// The clock of the daemon.
    public var now: String
    /// The retained events as they came.
    public var events: [String]
    /// The state with its tasks, in the byte form of the Engine.
    public var state: Data

    public init(rules: [File], since: [String: String], now: String, events: [String], state: Data) {
        self.rules = rules
        self.since = since
        self.now = now
        self.events = events
        self.state = state
    }
}

func jsonLine(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try? encoder.encode(value)
    return data.map { [UInt8]($0) } ?? Array(#"{"error":"the answer cannot be written as JSON"}"#.utf8)
}

private func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
}
