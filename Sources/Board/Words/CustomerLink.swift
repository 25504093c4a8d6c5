import HTML

/// The address of a customer's page in another program: `https://crm.example/{customer}`.
package struct CustomerLink: Sendable, Equatable {
    private let before: String
    private let after: String
    private static let place = "{customer}"

    /// - Returns: nil unless it begins with `https://` or `http://` and a host, holds `{customer}` behind that once, and
    ///   nothing that does not belong into an address (RFC 3986, 2).
    package init?(_ pattern: String) {
        guard let scheme = ["https://", "http://"].first(where: { pattern.hasPrefix($0) }),
            let range = pattern.firstRange(of: Self.place),
            pattern.dropFirst(scheme.count).prefix(while: { $0 != "/" }).utf8.allSatisfy({ $0 != UInt8(ascii: "{") }),
            pattern.dropFirst(scheme.count).first.map({ $0 != "/" }) ?? false
        else { return nil }
        before = String(pattern[..<range.lowerBound])
        after = String(pattern[range.upperBound...])
        let rest = before + after
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !Self.unfit.contains($0) }) else { return nil }
    }

    private static let unfit = Array("\"<>\\^`{|}".utf8)

    func address(of customer: String) -> String { before + percentEncoded(customer) + after }
}
