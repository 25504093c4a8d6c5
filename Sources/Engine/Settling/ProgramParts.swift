import Events
import RuleLanguage

/// A rule or a score of a program, as a settled past remembers it: another program may have one of the same name.
struct ProgramPart: Hashable, Sendable {
    let name: Text
    /// A hash of all that it says.
    let form: Int64
}

/// The rules and scores of a program, in their places.
struct ProgramParts: Hashable, Sendable {
    var rules: [ProgramPart]
    var scores: [ProgramPart]

    init(rules: [ProgramPart] = [], scores: [ProgramPart] = []) {
        self.rules = rules
        self.scores = scores
    }
}

extension ProgramParts {
    init(_ program: Program) {
        var forms: (rules: [Int64], scores: [Int64]) = ([], [])
        program.writeCanonicalForm { piece in
            // Those of tables are long, and none of these.
            if piece.starts(with: "rule ".utf8) { forms.rules.append(Self.hash(piece)) }
            if piece.starts(with: "score ".utf8) { forms.scores.append(Self.hash(piece)) }
        }
        rules = zip(program.rules, forms.rules).map { ProgramPart(name: $0.name, form: $1) }
        scores = zip(program.scores, forms.scores).map { ProgramPart(name: $0.name, form: $1) }
    }

    private static func hash(_ piece: [UInt8]) -> Int64 {
        var hash = SHA256()
        hash.update(piece)
        let digest = hash.digest()
        return Int64(digest[0]) << 32 | Int64(digest[1])
    }
}
