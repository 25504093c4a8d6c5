import ArgumentParser
import Backtest
import Daemon
import Events
import RuleLanguage

/// `--weights FILE --weight-key F`: a CSV with the columns F and `weight`, read as the tables of rules are.
struct WeightFile {
    let path: String
    /// A key field of the rules or their outcomes, or `customer`.
    let key: String

    /// - Parameter program: whose keys there are.
    func read(for program: Program) throws -> Weights {
        let keys = Set(program.rules.flatMap(\.keys) + program.outcomes.flatMap(\.keys)).sorted()
        guard key == "customer" || keys.contains(Text(key)) else {
            let near = nearMiss(Text(key), among: keys + ["customer"]).map { "; did you mean \"\($0)\"?" } ?? ""
            throw failure(
                "\"\(key)\" is no key of a rule or an outcome: --weight-key is one of "
                    + (keys.map(\.string) + ["customer"]).joined(separator: ", ") + near, .usage)
        }
        let bytes = try readAll(path)
        let declaration = "table weights from \"weights.csv\" key `\(key)` text weight number"
        let compilation = compile([
            Source(path: "", text: declaration), Source(path: "weights.csv", bytes: bytes, kind: .table),
        ])
        guard let table = compilation.program?.tables.first else { throw told(compilation) }
        var weights: [Text: Double] = [:]
        for place in 0..<table.count {
            guard case (.text(let name), let cells) = table.row(place), case .number(let weight)?? = cells.first else {
                continue
            }
            if weight < 0 {
                throw failure(
                    "\(path): the weight of \(name) is \(weight.shortestDecimal), and none is below 0", .wrong)
            }
            weights[name] = weight
        }
        return Weights(key: Text(key), weights)
    }

    /// Prints what is wrong with the file.
    private func told(_ compilation: Compilation) -> ExitCode {
        let sources = compilation.sources.map { source in
            Source(path: source.kind == .table ? path : source.path, bytes: source.bytes, kind: source.kind)
        }
        for diagnostic in compilation.diagnostics where diagnostic.severity == .error { tell(diagnostic, sources) }
        return .wrong
    }
}
