import Engine
import Events
import RuleLanguage
import TaskFiles

extension ExplainReport {
    /// `"scores":[{"score":…,"value":…,"drawing":…,"moves":[…]}],"stages":[{"journey":…,"key":{…},"stage":…}],`; nothing
    /// where nothing has come of any.
    func appendComputed(to json: inout JSONText) {
        if explanation.scores.isEmpty, explanation.stages.isEmpty { return }
        json.raw("\"scores\":[")
        for (place, score) in explanation.scores.enumerated() {
            if place > 0 { json.raw(",") }
            append(score, to: &json)
        }
        json.raw("],\"stages\":[")
        for (place, stage) in explanation.stages.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"journey\":")
            json.string(stage.name)
            json.raw(",\"key\":")
            json.object(of: stage.key)
            json.raw(",\"stage\":")
            json.string(stage.stage)
            json.raw(",\"since\":")
            json.value(.time(stage.since))
            json.raw(",\"event\":")
            json.string(Text(stage.event.description))
            json.raw("}")
        }
        json.raw("],")
    }

    private func append(_ score: ExplainedScore, to json: inout JSONText) {
        json.raw("{\"score\":")
        json.string(score.name)
        json.raw(",\"value\":")
        append(score.value, to: &json)
        json.raw(",\"drawing\":")
        json.string(Text(score.drawing))
        json.raw(",\"moves\":[")
        for (place, move) in score.moves.enumerated() {
            if place > 0 { json.raw(",") }
            json.raw("{\"time\":")
            json.value(.time(move.time))
            json.raw(",\"type\":")
            json.string(move.type)
            json.raw(",\"event\":")
            json.string(Text(move.event.description))
            json.raw(",\"added\":")
            append(move.added, to: &json)
            json.raw(",\"value\":")
            append(move.value, to: &json)
            json.raw("}")
        }
        json.raw("]}")
    }

    private func append(_ value: Double?, to json: inout JSONText) {
        if let value, value.isFinite { json.value(.number(value)) } else { json.raw("null") }
    }
}
