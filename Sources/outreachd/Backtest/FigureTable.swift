import Backtest
import Events

/// A table of figures: the first column is text, the others stand to the right.
struct FigureTable {
    private let heads: [String]
    private var rows: [[String]] = []

    init(_ heads: [String]) { self.heads = heads }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// - Parameter width: of the terminal; nil where lines may be of any length.
    func print(_ output: inout StandardOutput, width: Int?) {
        let columns = heads.indices.map { place -> Column in
            let cells = rows.map { $0[place] }
            if place == 0 { return Column(heads[0], cells.map { Cell($0) }) }
            let width = ([heads[place]] + cells).map(\.columns).max() ?? 0
            func right(_ text: String) -> String {
                String(repeating: " ", count: width - text.columns) + text
            }
            return Column(right(heads[place]), cells.map { Cell(right($0)) }, isFixed: true)
        }
        let grid = Grid(columns, width: width, lastIsText: false)
        output.line(grid.head)
        for row in rows.indices { output.line(grid.line(row)) }
    }
}

/// Figures as people read them.
enum Figure {
    /// Where there is nothing to divide by.
    static let none = "–"

    static func percent(_ share: Double?) -> String {
        share.flatMap { ($0 * 100).rounded(toDigits: 1) }.map { "\($0.decimal(digits: 1)) %" } ?? none
    }

    /// `61.2 % (58.4–63.9)`
    static func rate(_ rate: Rate) -> String {
        guard rate.share != nil, let interval = rate.interval else { return none }
        func plain(_ share: Double) -> String { (share * 100).rounded(toDigits: 1)?.decimal(digits: 1) ?? none }
        return "\(percent(rate.share)) (\(plain(interval.low))–\(plain(interval.high)))"
    }

    static func times(_ number: Double?) -> String {
        number.flatMap { $0.rounded(toDigits: 2) }.map { $0.decimal(digits: 2) } ?? none
    }

    static func mean(_ number: Double?) -> String {
        number.flatMap { $0.rounded(toDigits: 1) }.map { $0.decimal(digits: 1) } ?? none
    }

    static func count(_ number: Int?) -> String { number.map(String.init) ?? none }

    /// The length of time to its two greatest units.
    static func span(_ span: TimeSpan?) -> String {
        guard let span else { return none }
        return span.inDaysHoursMinutes.split(separator: " ").prefix(2).joined(separator: " ")
    }
}
