package import Engine
package import Events

extension Dispatcher {
    /// Takes the answers among some events that name an open incident, whatever their customer is: it is done or
    /// dismissed, claimed, given back, snoozed. Its members' customers are called (`SiteState.called`). Before any customer
    /// of the instant or turn is advanced, and once for each event.
    /// - Returns: what happened to incidents. Their tasks have the customer "".
    package func takeAnswers(_ events: [Event], _ site: inout SiteState, clock: Clock) -> [Change] { [] }

    /// Ends an instant or a turn, after all customers were advanced: tells of the incidents that opened, that have
    /// other members, that escalate, and of those without a member.
    /// - Returns: what happened to incidents. Their tasks have the customer "".
    package func settle(_ site: inout SiteState, clock: Clock) -> [Change] { [] }
}
