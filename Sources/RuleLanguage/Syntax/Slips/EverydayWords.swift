import Events

/// Words of everyday English and German that people write where the language has a word of its own.
///
/// None of them is reserved: they are asked about only where no name can stand.
enum EverydayWords {
    /// What a word stands for, the likeliest first; small letters.
    static let keywords: [String: [Keyword]] = [
        "if": [.where, .when], "whenever": [.when], "once": [.when], "upon": [.when], "wenn": [.where, .when],
        "falls": [.where, .when], "sobald": [.when], "sooft": [.when], "bei": [.when],
        "otherwise": [.else], "sonst": [.else], "ansonsten": [.else],
        "except": [.unless], "without": [.unless], "ausser": [.unless], "außer": [.unless], "ohne": [.unless],
        "sofern": [.while], "solange": [.while], "provided": [.while],
        "wait": [.after], "warte": [.after], "nach": [.after, .to],
        "assign": [.task], "create": [.task], "open": [.task], "aufgabe": [.task], "todo": [.task],
        "print": [.say], "tell": [.say], "message": [.say], "note": [.say], "sag": [.say], "sage": [.say],
        "repeat": [.again], "wieder": [.again], "erneut": [.again],
        "pro": [.per], "je": [.per], "for": [.per, .to, .within],
        "with": [.where], "having": [.where], "whose": [.where], "mit": [.where], "wo": [.where],
        "during": [.within], "innerhalb": [.within], "binnen": [.within], "inside": [.within],
        "für": [.to, .per], "fuer": [.to, .per], "an": [.to], "from": [.of], "von": [.of], "aus": [.of],
        "prio": [.priority], "priorität": [.priority], "prioritaet": [.priority], "importance": [.priority],
        "fällig": [.due], "faellig": [.due], "deadline": [.due],
        "oder": [.or], "und": [.and], "nicht": [.not], "called": [.as], "named": [.as], "als": [.as],
        "enthält": [.contains], "enthaelt": [.contains], "includes": [.contains], "contain": [.contains],
        "timezone": [.zone], "zeitzone": [.zone], "ereignis": [.event], "regel": [.rule], "fakt": [.fact],
        "suppress": [.inhibit], "inhibits": [.inhibit], "limit": [.budget], "cap": [.budget], "silence": [.quiet],
        "silent": [.quiet], "forward": [.route], "routes": [.route], "eskaliere": [.escalate], "hold": [.held],
        "holds": [.held], "escalate": [.escalated], "escalates": [.escalated], "escalation": [.escalated],
        "counted": [.counting],
        "count": [.counting], "counts": [.counting], "including": [.counting],
        "definiere": [.define], "var": [.let], "const": [.let], "set": [.let], "constant": [.let], "variable": [.let],
        "pattern": [.define], "example": [.test], "scenario": [.test], "beispiel": [.test],
        "um": [.at], "expected": [.expect], "erwarte": [.expect],
    ]

    /// Words that are left out: they say nothing here.
    static let fillers: Set<String> = [
        "a", "an", "the", "any", "some", "every", "all", "there", "was", "were", "are", "has", "have", "had", "been",
        "ein", "eine", "einen", "einem", "einer", "der", "die", "das", "den", "dem", "des", "es", "gab", "gibt", "jede",
        "jeder", "jedes", "another",
    ]

    /// Words between the clauses of a sentence.
    static let joints: Set<String> = [
        "then", "dann", "so", "do", "also", "please", "and", "und", "but", "or", "end", "endif",
    ]

    /// Words that say that something does not happen.
    static let negations: Set<String> = [
        "no", "not", "none", "never", "kein", "keine", "keinen", "keinem", "keiner", "nicht", "nie", "without", "ohne",
        "nobody", "niemand",
    ]

    /// What people write before the name of an event.
    static let beforeEvent = fillers.union(negations).union(["seen", "event"])

    /// What an event does, said behind it.
    static let verbs: Set<String> = [
        "occurs", "occurred", "happens", "happened", "arrives", "arrived", "comes", "came", "received", "fires",
        "triggers",
        "kommt", "passiert", "eintritt", "eintrifft", "geschieht", "vorliegt",
    ]

    static let priorities: [String: Priority] = [
        "low": .low, "niedrig": .low, "gering": .low, "minor": .low, "normal": .normal, "medium": .normal,
        "mittel": .normal, "high": .high, "hoch": .high, "hohe": .high, "hoher": .high, "important": .high,
        "wichtig": .high, "major": .high, "urgent": .urgent, "dringend": .urgent, "critical": .urgent,
        "kritisch": .urgent, "highest": .urgent, "höchste": .urgent, "asap": .urgent, "sofort": .urgent,
    ]

    /// Numbers that people write as words.
    static let numbers: [String: Int] = [
        "a": 1, "an": 1, "one": 1, "ein": 1, "eine": 1, "einer": 1, "einem": 1, "two": 2, "zwei": 2, "three": 3,
        "drei": 3,
        "four": 4, "vier": 4, "five": 5, "fünf": 5, "six": 6, "sechs": 6, "seven": 7, "sieben": 7, "eight": 8,
        "acht": 8,
        "nine": 9, "neun": 9, "ten": 10, "zehn": 10, "twelve": 12, "zwölf": 12, "thirty": 30, "dreißig": 30,
    ]

    /// How often, in one word.
    static let timesInOneWord: [String: Int] = [
        "once": 1, "einmal": 1, "twice": 2, "zweimal": 2, "thrice": 3, "dreimal": 3,
    ]

    static let times: Set<String> = ["times", "time", "x", "mal", "events", "event"]

    /// What the clock and the calendar have.
    static let daysAndHours: Set<String> = [
        "day", "days", "week", "month", "morning", "evening", "hour", "tag", "tage", "woche", "monat", "morgen",
        "stunde",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch",
        "donnerstag", "freitag", "samstag", "sonntag",
    ]

    static let missing: Set<String> = [
        "null", "nil", "none", "unknown", "empty", "undefined", "unset", "absent", "leer", "unbekannt", "nichts",
    ]
    static let present: Set<String> = ["set", "known", "given", "there", "defined", "bekannt", "gesetzt", "vorhanden"]

    /// Every word of the tables: none of them is a slip of the finger for another.
    static let all: Set<String> = Set(keywords.keys).union(fillers).union(joints).union(verbs).union(negations)
        .union(priorities.keys).union(["than", "als", "every", "each", "else", "sonst", "year", "day"])
        // Nearer to a word of the language than to its own meaning.
        .subtracting(["were", "are"])
}
