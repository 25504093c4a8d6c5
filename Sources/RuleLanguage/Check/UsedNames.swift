import Events

/// What is used by anybody, for the warnings about what nobody uses: names, and places in the program.
struct UsedNames {
    var types: Set<Int> = []
    var calendars: Set<Int> = []
    var tables: Set<Int> = []
    var lets: Set<Text> = []
    var defines: Set<Text> = []
    var facts: Set<Int> = []
    /// Rules that a test names.
    var testedRules: Set<Int> = []
}
