import Events

/// What the files declare, by kind: where each name leads, where it was written, and what is in doubt about it, so that
/// one mistake gives one message.
struct DeclaredNames {
    /// Whether a declaration could not be read: then a name that nobody declares may be the one declared there, and
    /// it is a mistake only if it is near another one.
    var isSomethingLost = false

    var types = Types()
    var calendars = Calendars()
    var tables = Tables()
    var lets = Lets()
    var defines = Defines()
    var facts = Facts()
    /// In the order of `program.scores`.
    var scores: [ScoreDeclaration] = []
    var journeys = Journeys()
    var rules = Rules()
    /// For each budget of the program, where it stands.
    var budgets: [SourceRange] = []

    /// Types of events; their places are in `program.schema`.
    struct Types {
        /// Where a name was declared first.
        var ranges: [Text: SourceRange] = [:]
        /// Types whose declaration is in doubt, so that nobody can say which fields they have.
        var doubtful: Set<Int> = []
        /// Fields whose type could not be read.
        var doubtfulFields: Set<TypedSlot> = []
    }

    struct Calendars {
        /// By name, the place in `program.calendars`.
        var places: [Text: Int] = [:]
        var ranges: [Text: SourceRange] = [:]
    }

    struct Tables {
        /// By name, the place in `program.tables`.
        var places: [Text: Int] = [:]
        /// Those whose declaration or file had a mistake.
        var broken: Set<Text> = []
    }

    /// Named values.
    struct Lets {
        /// The first of each name, and the names in the order written.
        var byName: [Text: LetDeclaration] = [:]
        var names: [Text] = []
        /// Those that are made of themselves, or of one that is; and those whose way was followed to its end.
        var endless: Set<Text> = []
        var followed: Set<Text> = []
    }

    struct Defines {
        /// The first of each name, and the names in the order written.
        var byName: [Text: DefineDeclaration] = [:]
        var names: [Text] = []
        /// Those that speak of themselves, or of one that does.
        var endless: Set<Text> = []
        var types: [Text: EventTypes] = [:]
        /// Those that mean the same in every rule; and what they mean, once they were used.
        var common: Set<Text> = []
        var resolved: [Text: ResolvedDefine] = [:]
    }

    /// Facts, and what is asked as one: scores, and the stage of a journey.
    struct Facts {
        /// By name, the place in `program.facts`.
        var places: [Text: Int] = [:]
        var ranges: [Text: SourceRange] = [:]
        /// Those whose declaration had a mistake; a name that means one of them is no second mistake.
        var broken: Set<Text> = []
    }

    struct Journeys {
        /// In the order of `program.journeys`.
        var declarations: [JourneyDeclaration] = []
        /// Those of which a part has a mistake.
        var broken: Set<Int> = []
    }

    struct Rules {
        /// By name, the place in `program.rules`.
        var places: [Text: Int] = [:]
        var ranges: [Text: SourceRange] = [:]
        /// For each rule of the program, its key fields with their types.
        var keys: [[RuleKey]] = []
        /// Those of which a part could not be read, perhaps the keys.
        var doubtful: Set<Int> = []
        /// The queues that their tasks are for, once a route has asked.
        var queues: Set<Text>?
    }
}
