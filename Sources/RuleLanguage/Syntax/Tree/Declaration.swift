package enum Declaration: Sendable {
    case zone(ZoneDeclaration)
    case calendar(CalendarDeclaration)
    case event(EventDeclaration)
    case define(DefineDeclaration)
    case fact(FactDeclaration)
    case feed(FeedDeclaration)
    case answers(AnswersDeclaration)
    case route(RouteDeclaration)
    case gate(GateDeclaration)
    case rule(RuleDeclaration)
    case test(TestDeclaration)
}
