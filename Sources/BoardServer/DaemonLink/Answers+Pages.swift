import Board
import Control
import Events

/// What the daemon says, as pages show it.
extension ServiceStatus {
    init(_ answer: StatusAnswer) {
        self.init()
        attention = answer.attention
        state = answer.daemon.state.rawValue
        trouble = answer.daemon.trouble
        lastTurn = answer.daemon.lastTurn.flatMap(time)
        nextDeadline = answer.nextDeadline.flatMap(time)
        behind = answer.behind
        waitingFiles = answer.incoming.files
        accepted = answer.events.accepted
        rejected = answer.events.rejected.values.reduce(0, +)
        rules = answer.rules.count
        queues = answer.queues.map { Queue(name: $0.queue, open: $0.open, overdue: $0.overdue) }
        feeds = (answer.declaredFeeds ?? []).map {
            Feed(
                name: $0.feed, every: $0.every, heard: $0.heard.flatMap(time),
                silentSince: $0.silentSince.flatMap(time), holds: $0.holds)
        }
        deputies = answer.rules.answers?.deputies
    }
}

extension Coming {
    init(_ answer: ComingAnswer) {
        self.init(
            waits: answer.waits.compactMap { wait in
                time(wait.at).map {
                    Wait(
                        at: $0, title: wait.title, customer: wait.customer, key: wait.key, queue: wait.queue,
                        unless: wait.unless)
                }
            }, isCut: answer.isCut)
    }
}

extension CustomerStory {
    init(_ answer: StoryAnswer) {
        let prefix = "customer."
        self.init(
            known: answer.known.map { known in
                (known.name.hasPrefix(prefix) ? String(known.name.dropFirst(prefix.count)) : known.name, known.value)
            },
            events: answer.events.map {
                Event(time: time($0.time), type: $0.type, source: $0.source, id: $0.id, fields: $0.fields)
            },
            earlier: answer.earlier,
            waits: answer.waits.map { Wait(title: $0.title, key: $0.key, text: $0.text) },
            setAside: answer.setAside)
    }
}

extension WhatIf {
    init(_ answer: WhatIfAnswer) {
        self.init(
            tasks: answer.tasks.compactMap(\.task),
            waits: answer.waits.map { $0.key.isEmpty ? $0.title : "\($0.title) (\($0.key))" })
    }
}
