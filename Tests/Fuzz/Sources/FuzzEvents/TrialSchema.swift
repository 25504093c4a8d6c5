import Events

/// Each type of field, needed and optional; names of like beginnings; one type without fields.
let trialSchema = Schema(
    Schema.language.types + [
        EventType(
            name: "a.b",
            fields: [
                Field(name: "t", type: .text), Field(name: "n", type: .number),
                Field(name: "b", type: .boolean, isOptional: true), Field(name: "i", type: .time, isOptional: true),
                Field(name: "d", type: .date, isOptional: true), Field(name: "tt", type: .text, isOptional: true),
            ]),
        EventType(name: "a.c", fields: []),
        EventType(
            name: "delivery.delayed",
            fields: [
                Field(name: "order", type: .text), Field(name: "days", type: .number),
                Field(name: "eta", type: .time, isOptional: true),
            ]),
    ])

/// 2026-03-02T10:05:00Z: the latest time that an event may have.
let trialLatest = Timestamp(seconds: 1_772_445_900)
