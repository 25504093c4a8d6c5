import Events

extension Program {
    /// The canonical form of all that verdicts depend on, as UTF-8, declaration by declaration; see `CanonicalForm`.
    /// - Parameter take: called with each piece, in order.
    package func writeCanonicalForm(_ take: ([UInt8]) -> Void) {
        var form = CanonicalForm(self)
        form.head(zone: zone)
        take(form.take())
        for type in schema.types {
            form.event(type)
            take(form.take())
        }
        for fact in facts {
            form.fact(fact)
            take(form.take())
        }
        for score in scores {
            form.score(score)
            take(form.take())
        }
        for journey in journeys {
            form.journey(journey)
            take(form.take())
        }
        for calendar in calendars {
            form.calendar(calendar)
            take(form.take())
        }
        for table in tables {
            form.table(table)
            take(form.take())
            for first in stride(from: 0, to: table.count, by: CanonicalForm.rowsOfPiece) {
                form.rows(first..<min(first + CanonicalForm.rowsOfPiece, table.count), of: table)
                take(form.take())
            }
        }
        for rule in rules {
            form.rule(rule)
            take(form.take())
        }
    }

    /// The same as one text.
    package var canonicalForm: String {
        var bytes: [UInt8] = []
        writeCanonicalForm { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
