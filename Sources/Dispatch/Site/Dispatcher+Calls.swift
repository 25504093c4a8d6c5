import Engine
import Events

extension Dispatcher {
    /// Takes what answers to incidents ask of a customer's tasks that are gathered in them.
    func take(_ calls: [IncidentCall], _ state: inout CustomerState) {
        for call in calls {
            guard let place = state.dispatch.tasks.place(of: call.task), state.dispatch.tasks[place].state == .held,
                state.dispatch.tasks[place].outreach.hold?.incident == call.incident
            else { continue }
            if call.isDismissed {
                state.dispatch.tasks[place].outreach.hold?.incident = nil
                if let held = state.dispatch.held.firstIndex(where: { $0.id == call.task }) {
                    state.dispatch.held[held].passesSurge = true
                }
            } else {
                state.dispatch.tasks.end(call.task, by: call.answer)
                if call.answer.time <= state.folded.frontier { state.folded.rewind(before: call.answer.time) }
            }
        }
    }
}
