import Events

/// Why an event is not accepted. The raw value is the `reason` that people and programs read.
package enum RejectionCode: String, CaseIterable, Hashable, Sendable {
    // The text.
    case notJSON = "not-json"
    case notUTF8 = "not-utf-8"
    case tooDeep = "too-deep"
    case tooLarge = "too-large"
    case numberRange = "number-range"
    case notAnObject = "not-an-object"
    case duplicateKey = "duplicate-key"
    // The envelope.
    case specversion
    case idMissing = "id-missing"
    case idNotText = "id-not-text"
    case sourceMissing = "source-missing"
    case sourceNotText = "source-not-text"
    case typeMissing = "type-missing"
    case typeNotText = "type-not-text"
    case subjectMissing = "subject-missing"
    case subjectNotText = "subject-not-text"
    case timeMissing = "time-missing"
    case timeNotText = "time-not-text"
    case timeMalformed = "time-malformed"
    case timeWithoutOffset = "time-without-offset"
    case timeTooPrecise = "time-too-precise"
    case timeYear = "time-year"
    case future
    // The data.
    case dataNotAnObject = "data-not-an-object"
    case fieldMissing = "field-missing"
    case dataBase64 = "data-base64"
    case fieldType = "field-type"
    case imprecise
    // Who brought it.
    case notAllowed = "not-allowed"
    // What was known before.
    case conflict
}
