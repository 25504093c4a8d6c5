import Engine
import Events
import RuleLanguage
import TaskDispatch
import TaskFiles

/// What became of a task and of the routes that were asked, for a person and for a program.
struct RouteReport {
    let program: Program
    let sources: [Source]

    /// `late-not-told: vip-desk, priority urgent, due 1h`, and a line for each route up to the one that fits.
    func lines(_ routing: Routing) -> [String] {
        let rule = program.rules[routing.rule]
        var lines = [
            "\(rule.name): \(routing.queue), priority \(routing.priority.rawValue)"
                + (routing.due.map { ", due \(words.duration($0))" } ?? "")
        ]
        for (route, fit) in zip(program.routes, routing.fits) {
            guard let because = because(fit, rule) else { break }
            lines.append("  \(place(of: route))  \(text(of: route))")
            lines.append("      \(because)")
        }
        if routing.route == nil {
            lines.append(
                "  \(program.routes.isEmpty ? "there is no route" : "no route fits"): the rule's own words count")
        }
        return lines
    }

    /// `{"rule":…,"queue":…,"priority":…,"due":"1h","route":"site.rules:12","asked":[{"route":…,"text":…,"fits":true}]}`
    func json(_ routing: Routing) -> [UInt8] {
        var json = JSONText()
        json.raw("{\"rule\":")
        json.string(program.rules[routing.rule].name)
        json.raw(",\"queue\":")
        json.string(routing.queue)
        json.raw(",\"priority\":")
        json.string(Text(routing.priority.rawValue))
        if let due = routing.due {
            json.raw(",\"due\":")
            json.string(Text(words.duration(due)))
        }
        if let route = routing.route {
            json.raw(",\"route\":")
            json.string(Text(place(of: program.routes[route])))
        }
        json.raw(",\"asked\":[")
        for (number, (route, fit)) in zip(program.routes, routing.fits).enumerated() where fit != .isNotAsked {
            if number > 0 { json.raw(",") }
            json.raw("{\"route\":")
            json.string(Text(place(of: route)))
            json.raw(",\"text\":")
            json.string(Text(text(of: route)))
            json.raw(fit == .fits ? ",\"fits\":true}" : ",\"fits\":false}")
        }
        json.raw("]}")
        return json.bytes
    }

    private var words: RuleText { RuleText(program: program, rule: nil) }

    /// Why a route decides or does not; nil if it was not asked.
    private func because(_ fit: RouteFit, _ rule: Rule) -> String? {
        switch fit {
        case .fits: return "fits"
        case .isForOtherClass: return "no: this is a \(rule.task.taskClass.rawValue) task"
        case .isNotTrue: return "no: its `where` is not true"
        case .isNotAsked: return nil
        }
    }

    /// `site.rules:12`
    private func place(of route: Route) -> String {
        guard sources.indices.contains(route.range.file) else { return "-" }
        let source = sources[route.range.file]
        return "\(source.path):\(source.position(of: route.range.start).line)"
    }

    /// As it could be written.
    private func text(of route: Route) -> String {
        var text = "route"
        if let taskClass = route.taskClass { text += " \(taskClass.rawValue)" }
        if let condition = route.condition { text += " where \(words.expression(condition, on: nil))" }
        text += " to \(RuleText(program: program, rule: nil).queue(route.queue))"
        if let priority = route.priority { text += " priority \(priority.rawValue)" }
        if let due = route.due { text += " due \(words.duration(due))" }
        return text
    }
}
