import Control
import Engine
import TaskDispatch
import Events
import RuleLanguage
import Store

extension LiveQuestions {
    /// What comes due up to a time, the earliest first.
    ///
    /// Looked through are the customers with something to do until then; that somebody's next thing to do is an
    /// escalation or a gate costs a look and gives nothing.
    /// - Parameter limit: so many entries at most.
    func coming(until: Timestamp, limit: Int) throws -> ComingAnswer {
        var waits: [(at: Timestamp, wait: ComingAnswer.Wait)] = []
        let customers = try store.dueCustomers(Horizon(through: until), limit: limit + 1)
        var isCut = customers.count > limit
        for customer in customers.prefix(limit) {
            guard goesOn() else {
                isCut = true
                break
            }
            guard let record = try record(of: customer), let state = try state(of: customer, record)?.state else {
                isCut = true
                continue
            }
            for pending in engine.waits(in: state) where pending.at <= until {
                if let wait = wait(pending, customer) { waits.append((pending.at, wait)) }
            }
        }
        waits.sort { ($0.at, $0.wait.customer, $0.wait.rule) < ($1.at, $1.wait.customer, $1.wait.rule) }
        return ComingAnswer(
            now: now.description, until: until.description, waits: waits.prefix(limit).map(\.wait),
            isCut: isCut || waits.count > limit)
    }

    private func wait(_ pending: PendingDeadline, _ customer: Text) -> ComingAnswer.Wait? {
        guard let rule = program.rules.first(where: { $0.name == pending.name.rule }) else { return nil }
        let phrases = Phrases(program: program, rule: rule)
        let unless = English.list(rule.unless.map { phrases.any($0.pattern) }, "or")
        return ComingAnswer.Wait(
            at: pending.at.description, rule: rule.name.string, title: rule.title.string, customer: customer.string,
            key: key(pending.name, of: rule), taskClass: rule.task.taskClass.rawValue,
            queue: RuleText(program: program, rule: rule).queue(rule.task.queue),
            priority: rule.task.priority.rawValue, unless: unless.isEmpty ? nil : unless)
    }
}
