import Events

extension Parser {
    /// `journey customer.stage` and its lines `stage NAME from P`.
    mutating func journey(from start: Int) throws(PhraseAbandoned) -> JourneyDeclaration {
        advance()
        let name = try name("the fact that says the stage (as customer.stage)", dots: .some)
        var journey = JourneyDeclaration(range: rangeSince(start), name: name)
        do throws(PhraseAbandoned) {
            leaveOutSign(behind: string(name.range))
            while let stage = try stage() {
                journey.stages.append(stage)
                journey.range = rangeSince(start)
            }
            endDeclaration("the journey")
        } catch {
            journey.hasMistakes = true
            skipToDeclaration()
            journey.range = rangeSince(start)
        }
        return journey
    }

    /// `stage consultation from consultation.held or meeting.held`; nil where the stages end.
    private mutating func stage() throws(PhraseAbandoned) -> JourneyDeclaration.Stage? {
        while skipComment() {}
        mendStage()
        let start = current.start
        guard accept(.stage) != nil else { return nil }
        if case .text(let text) = current.kind, let meant = self.name(for: text) {
            let place = range(current)
            report(.wrongQuotes, "the name of a stage stands without quotation marks", place, suggestion: meant)
            advance()
            return JourneyDeclaration.Stage(
                range: rangeSince(start), name: Name(Text(meant), place), pattern: try stageEvents())
        }
        let name = try name("the name of a stage", dots: .none)
        let pattern = try stageEvents()
        return JourneyDeclaration.Stage(range: rangeSince(start), name: name, pattern: pattern)
    }

    private mutating func stageEvents() throws(PhraseAbandoned) -> PatternSyntax {
        mendStageFrom()
        try expect(.from, "and the events that begin the stage")
        phrase = .journey
        defer { phrase = nil }
        return try pattern()
    }
}
