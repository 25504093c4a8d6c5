import Events
import TestSupport

/// Zones made of their rule alone, whose clocks change at midnight, by half an hour, or over it.
enum CalendarZones {
    static let london = zone("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0")
    static let azores = zone("Atlantic/Azores", "<-01>1<+00>,M3.5.0/0,M10.5.0/1")
    static let lordHowe = zone("Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
    /// Forward over midnight by three hours, back over it too.
    static let odd = zone("Odd/Odd", "<+05>-5<+08>-8,M3.2.3/22,M9.2.3/1")
    static let all = [Zone.utc, london, azores, lordHowe, odd]

    /// A TZif file without a single change: the rule at its end holds always.
    private static func zone(_ name: Text, _ rule: String) -> Zone {
        let counts: [UInt8] = [0, 0, 0, 0, 1, 4].flatMap { [0, 0, 0, $0] }
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts
        let block = header + [0, 0, 0, 0, 0, 0] + Array("XXX\0".utf8)
        return (try? Zone(name: name, tzif: block + block + Array("\n\(rule)\n".utf8))) ?? .utc
    }
}

/// A calendar whose hours, closures and openings lie around the days on which its zone changes the clock.
struct RandomCalendar: CustomStringConvertible {
    let calendar: WorkCalendar
    let zone: Zone
    /// Near a change of the clock.
    let middle: Timestamp

    init(_ random: inout SplitMix64) {
        zone = random.pick(CalendarZones.all)
        let changes = [
            "2026-03-11", "2026-03-29", "2026-04-05", "2026-09-09", "2026-10-04", "2026-10-25", "2028-02-28",
        ]
        let day = CalendarDate(Text(random.pick(changes))) ?? CalendarDate(days: 0)
        middle = Timestamp(seconds: (Int64(day.days) - 4) * 86_400)
        var weekdays: [[WorkCalendar.DaySpan]] = (0..<7).map { _ in
            random.chance(40) ? [] : RandomCalendar.spans(&random)
        }
        if weekdays.allSatisfy(\.isEmpty) { weekdays[2] = RandomCalendar.spans(&random) }
        var closed: [ClosedRange<CalendarDate>] = []
        var opened: [WorkCalendar.OpenDay] = []
        var yearly: [WorkCalendar.MonthDay] = []
        for _ in 0..<random.below(3) {
            let first = Int32(day.days) - 9 + Int32(random.below(18))
            closed.append(CalendarDate(days: first)...CalendarDate(days: first + Int32(random.below(4))))
        }
        for _ in 0..<random.below(3) {
            let date = CalendarDate(days: Int32(day.days) - 9 + Int32(random.below(18)))
            if !opened.contains(where: { $0.date == date }) {
                opened.append(WorkCalendar.OpenDay(date: date, spans: RandomCalendar.spans(&random)))
            }
        }
        if random.chance(40) {
            let (_, month, day) = CalendarDate(days: day.days + Int32(random.below(5))).parts
            yearly.append(WorkCalendar.MonthDay(month: month, day: day))
        }
        if random.chance(20) { yearly.append(WorkCalendar.MonthDay(month: 2, day: 29)) }
        calendar = WorkCalendar(
            name: "c", weekdays: weekdays, closed: closed, closedYearly: yearly, opened: opened)
    }

    private static func spans(_ random: inout SplitMix64) -> [WorkCalendar.DaySpan] {
        let ends: [Int] = [0, 30, 60, 75, 90, 120, 150, 180, 240, 540, 750, 1_080, 1_320, 1_410, 1_440]
        var chosen = ends.filter { _ in random.chance(35) }
        if chosen.count % 2 == 1 { chosen.removeLast() }
        if chosen.isEmpty { chosen = [60, 120] }
        var spans: [WorkCalendar.DaySpan] = []
        for place in stride(from: 0, to: chosen.count, by: 2) {
            spans.append(.init(from: chosen[place], to: chosen[place + 1]))
            // Spans may touch.
            if random.chance(15), place + 2 < chosen.count {
                spans.append(.init(from: chosen[place + 1], to: chosen[place + 2]))
            }
        }
        return spans
    }

    var description: String { "\(calendar) in \(zone.name)" }
}

/// Which minutes are open, one by one.
struct MinuteLoop {
    private let first: Int64
    private var open: [Bool]
    private let days: [(date: CalendarDate, spans: [(start: Timestamp, end: Timestamp)])]
    private let zone: Zone

    init(_ drawn: RandomCalendar, around middle: Timestamp) {
        let length: Int64 = 40 * 1_440
        first = middle.seconds / 60 - 15 * 1_440
        open = [Bool](repeating: false, count: Int(length))
        zone = drawn.zone
        var days: [(CalendarDate, [(start: Timestamp, end: Timestamp)])] = []
        let firstDay = Int32(first / 1_440) - 2
        for day in firstDay...firstDay + 44 {
            let date = CalendarDate(days: day)
            let spans = MinuteLoop.hours(drawn.calendar, date).map { span in
                (
                    start: drawn.zone.instant(of: date, secondOfDay: span.from * 60),
                    end: drawn.zone.instant(of: date, secondOfDay: span.to * 60)
                )
            }.filter { $0.start < $0.end }
            days.append((date, spans))
            for span in spans {
                for minute in span.start.seconds / 60..<span.end.seconds / 60 where minute >= first {
                    if minute - first < length { open[Int(minute - first)] = true }
                }
            }
        }
        self.days = days
    }

    private static func hours(_ calendar: WorkCalendar, _ date: CalendarDate) -> [WorkCalendar.DaySpan] {
        if let day = calendar.opened.first(where: { $0.date == date }) { return day.spans }
        if calendar.closed.contains(where: { $0.contains(date) }) { return [] }
        let (_, month, day) = date.parts
        if calendar.closedYearly.contains(where: { $0.month == month && $0.day == day }) { return [] }
        return calendar.weekdays[((Int(date.days) + 3) % 7 + 7) % 7]
    }

    func isOpen(at instant: Timestamp) -> Bool { open[Int(instant.seconds / 60 - first)] }

    /// Nil if it lies beyond the minutes that are known.
    func after(_ start: Timestamp, _ wanted: TimeSpan) -> Timestamp? {
        var (at, left) = (start, wanted)
        while left > .zero {
            let minute = at.seconds / 60
            guard minute - first < open.count - 2_880 else { return nil }
            let next = Timestamp(seconds: (minute + 1) * 60)
            if isOpen(at: at) {
                if left <= next - at { return at + left }
                left = left - (next - at)
            }
            at = next
        }
        return at
    }

    func before(_ end: Timestamp, _ wanted: TimeSpan) -> Timestamp? {
        var (at, left) = (end, wanted)
        while left > .zero {
            let minute = at.nanoseconds == 0 && at.seconds % 60 == 0 ? at.seconds / 60 - 1 : at.seconds / 60
            guard minute - first > 2_880 else { return nil }
            let previous = Timestamp(seconds: minute * 60)
            if isOpen(at: previous) {
                if left <= at - previous { return at - left }
                left = left - (at - previous)
            }
            at = previous
        }
        return at
    }

    func after(_ start: Timestamp, days count: Int) -> Timestamp? {
        let today = zone.local(start).date
        let working = days.filter { $0.date > today && !$0.spans.isEmpty }
        guard working.count >= count + 2 else { return nil }
        return working[count - 1].spans.last?.end
    }

    func before(_ end: Timestamp, days count: Int) -> Timestamp? {
        let today = zone.local(end).date
        let working = days.filter { $0.date < today && !$0.spans.isEmpty }
        guard working.count >= count + 2 else { return nil }
        return working[working.count - count].spans.first?.start
    }
}
