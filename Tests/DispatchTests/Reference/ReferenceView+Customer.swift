import Events
import RuleLanguage

extension ReferenceView {
    /// The same, asked for one episode.
    func of(_ episode: Episode) -> ReferenceView {
        guard case .year(let value, let year) = episode.anchorName else { return self }
        var view = self
        switch value {
        case .date(let date): view.years = Double(year - date.parts.year)
        case .time(let time):
            view.years = Double(year - customerZone(at: episode.anchorTime).local(time).date.parts.year)
        default: break
        }
        return view
    }

    /// The same customer as a whole, without an instance: what gates and routes look at.
    static func ofCustomer(_ view: ReferenceView, task rule: Rule, _ said: Handed?) -> ReferenceView {
        var whole = rule
        whole.keys = []
        whole.keySlots = KeySlots(keys: 0, types: view.program.schema.types.count, carriers: [:])
        return ReferenceView(
            program: view.program, zones: view.zones, customer: view.customer, timeline: view.timeline, rule: whole,
            key: [], task: said)
    }

    /// "`task.rule`, `.class`, `.queue`, `.priority`: what the rule itself says"
    func taskValue(_ field: TaskField, _ said: Handed) -> Value {
        switch field {
        case .rule: return .text(rule.name)
        case .taskClass: return .text(Text(rule.task.taskClass.rawValue))
        case .queue: return .text(said.queue)
        case .priority: return .text(Text(said.priority.rawValue))
        }
    }
}
