import Events

/// What was probably meant. Looking for it costs as much as there are names, so it is not asked where a mistake is only
/// counted, nor for each of many mistakes among very many names.
extension Checker {
    private static let mostCompared = 2_000_000

    private var looksForNames: Bool {
        let names =
            program.facts.count + program.schema.types.count + declared.defines.names.count
            + declared.rules.places.count
        return !reports.diagnostics.isFull && names * (reports.diagnostics.count + 1) <= Checker.mostCompared
    }

    func nearMiss(_ word: Text, among candidates: @autoclosure () -> [Text]) -> Text? {
        looksForNames ? RuleLanguage.nearMiss(word, among: candidates()) : nil
    }

    func nearest(_ name: Text, among candidates: @autoclosure () -> [Text]) -> Text? {
        looksForNames ? RuleLanguage.nearest(name, among: candidates()) : nil
    }

    /// The fields of some event types, for somebody who named another.
    func fieldHelp(_ types: EventTypes) -> String {
        if reports.diagnostics.isFull { return "" }
        var fields: [Text] = []
        var seen: Set<Text> = []
        for index in types.indexes {
            for field in program.schema.types[index].fields where seen.insert(field.name).inserted {
                fields.append(field.name)
            }
        }
        if fields.isEmpty { return "no field is declared there" }
        return fields.count == 1 ? "the only field there is \(list(fields))" : "the fields there are \(list(fields))"
    }
}
