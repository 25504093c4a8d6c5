import Foundation

/// What the daemon may be asked: one JSON object on one line.
package struct ControlRequest: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Read the rules again; `backfill` may say how far new rules look back, as `7d`.
        case reload
        /// What the daemon sees.
        case status
        /// The same as numbers for Prometheus.
        case metrics
        /// What it has of `customer`.
        case customer
        /// What comes due `within` a duration, as `1d`; `limit` entries at most.
        case coming
        /// The same as `customer`, in words.
        case story
        /// What would go if `event`, one CloudEvent as a text, came now. Nothing is kept of it.
        case whatIf = "what-if"
    }

    package var request: Kind
    package var backfill: String?
    package var customer: String?
    package var within: String?
    package var limit: Int?
    package var event: String?

    package init(
        _ request: Kind, backfill: String? = nil, customer: String? = nil, within: String? = nil, limit: Int? = nil,
        event: String? = nil
    ) {
        self.request = request
        self.backfill = backfill
        self.customer = customer
        self.within = within
        self.limit = limit
        self.event = event
    }

    /// Reads a line; nil if it is none of the requests.
    package init?(line: [UInt8]) {
        guard let request = try? decoder().decode(ControlRequest.self, from: Data(line)) else { return nil }
        self = request
    }

    /// Without a line end.
    package var line: [UInt8] { jsonLine(self) }
}

func jsonLine(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try? encoder.encode(value)
    return data.map { [UInt8]($0) } ?? Array(#"{"error":"the answer cannot be written as JSON"}"#.utf8)
}

func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
}
