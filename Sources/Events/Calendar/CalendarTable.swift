/// A program's calendars with their zones, by their places in the program: what durations on a calendar are computed with.
/// Made once for a program.
package struct CalendarTable: Sendable {
    private let calendars: [ZonedCalendar]

    /// Without a calendar: elapsed time needs none.
    package static let none = CalendarTable([], zones: ZoneTable())

    /// - Parameter zones: with every zone that a calendar names; one that is not there is the site's.
    package init(_ calendars: [WorkCalendar], zones: ZoneTable) {
        self.calendars = calendars.map { calendar in
            ZonedCalendar(calendar, zone: zones.zone(ofWhoNames: calendar.zone))
        }
    }

    /// The calendar at a place; one that is always closed where the program has none, so that nothing ever comes.
    package subscript(place: Int) -> ZonedCalendar {
        calendars.indices.contains(place) ? calendars[place] : .alwaysClosed
    }
}
