import CloudEvents
import Control
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Store

extension LiveQuestions {
    /// So many events are told of, the latest.
    private static let eventsTold = 200

    /// A customer's story, in words; nil if nothing is known of them, or far too much to be told at once.
    func story(of customer: Text) throws -> StoryAnswer? {
        guard let record = try record(of: customer), let state = try state(of: customer, record)?.state else {
            return nil
        }
        let events = state.events
        let explained: Explanation
        do {
            explained = try Dispatcher(engine: engine).explanation(
                customer: customer, events: events, at: now, rules: Array(program.rules.indices), tasks: state.tasks,
                goesOn: goesOn
            ).verdicts
        } catch {
            return nil
        }
        let bringers = WholeEventReader().bringers(of: record.text, try store.bringers(of: customer))
        let told = explained.timeline.suffix(Self.eventsTold)
        return StoryAnswer(
            customer: customer.string, now: now.description, known: known(explained, events),
            events: told.map { event in
                StoryAnswer.Event(
                    time: event.time.description, type: event.type.string, source: event.event.source.string,
                    id: event.event.id.string, fields: event.fields.shown(upTo: 1_000),
                    brought: bringers[event.event]?.string)
            },
            earlier: explained.timeline.count - told.count, waits: explained.rules.flatMap(waits),
            setAside: try store.unfinishedCustomers().first { $0.customer == customer && $0.isSetAside }?.sentence)
    }

    /// The customer's facts, then scores, then stages.
    private func known(_ explained: Explanation, _ events: [Event]) -> [StoryAnswer.Known] {
        let words = SiteWords(zone: engine.zones.site)
        var known: [StoryAnswer.Known] = []
        for fact in program.facts where fact.owner == .customer && fact.source == .field {
            guard let value = value(of: fact, events) else { continue }
            known.append(.init(name: fact.name.string, value: words.written(value).shown(upTo: 1_000)))
        }
        for score in explained.scores {
            known.append(.init(name: score.name.string, value: score.value?.shortestDecimal ?? "(unknown)"))
        }
        for stage in explained.stages {
            let name = stage.key.isEmpty ? stage.name.string : "\(stage.name) (\(written(stage.key)))"
            known.append(.init(name: name, value: "\(stage.stage) since \(stage.clock)"))
        }
        return known
    }

    /// Of the latest event, by time, source and id, that carries it.
    /// - Parameter events: in their order.
    private func value(of fact: Fact, _ events: [Event]) -> Value? {
        for event in events.reversed() where event.time <= now {
            guard let carrier = fact.carriers.first(where: { $0.type == event.type }) else { continue }
            switch carrier.value {
            case .field(let slot):
                if let value = event.fields.key(slot) { return value }
            case .time: return .time(event.time)
            case .source: return .text(event.identity.source)
            case .id: return .text(event.identity.id)
            }
        }
        return nil
    }

    private func waits(_ rule: ExplainedRule) -> [StoryAnswer.Wait] {
        rule.instances.compactMap { instance in
            let until: Timestamp?
            switch instance.verdict {
            case .waiting(let instant, _): until = instant
            case .awaiting(let instant): until = instant
            case .paused: until = nil
            case .open, .cooling, .nothing: return nil
            }
            return StoryAnswer.Wait(
                rule: rule.name.string, title: rule.title.string, key: written(instance.key),
                text: until.map { toTheMinute(instance.verdictText, $0) } ?? instance.verdictText)
        }
    }

    /// A sentence that names a time, without its seconds, which nobody who waits for hours asks for.
    private func toTheMinute(_ sentence: String, _ time: Timestamp) -> String {
        let words = SiteWords(zone: engine.zones.site)
        let minute = Timestamp(seconds: time.seconds - (time.seconds % 60 + 60) % 60)
        return sentence.replacing(words.clock(time), with: words.clock(minute))
    }
}
