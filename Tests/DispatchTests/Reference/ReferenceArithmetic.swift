import Events
import RuleLanguage

/// "rounds as a score is": (value x 100) to the nearest whole, halves away from zero, over 100; -0 is 0.
func roundedAsScore(_ x: Double, _ digits: Int) -> Double? {
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][digits]
    let whole = x * scale
    let nearest = whole < 0 ? (whole - 0.5).rounded(.up) : (whole + 0.5).rounded(.down)
    // Where adding a half is itself not exact, the number is whole already, or next to a half.
    let result = (abs(whole) >= 0x1p51 || abs(whole) < 0.5 ? whole.rounded() : nearest) / scale
    return result.isFinite ? (result == 0 ? 0 : result) : nil
}

func nanoseconds(_ span: TimeSpan) -> Double {
    Double(Int128(span.seconds) * 1_000_000_000 + Int128(span.nanoseconds))
}

/// "Numbers are IEEE doubles": a length of time, computed with as a number of nanoseconds.
func scaled(_ span: TimeSpan, _ compute: (Double) -> Double) -> Value? {
    let result = compute(nanoseconds(span))
    guard result.isFinite, abs(result) < 0x1p92 else { return nil }
    let whole = Int128(
        result < 0 ? -(-result).rounded(.toNearestOrAwayFromZero) : result.rounded(.toNearestOrAwayFromZero))
    let seconds = whole / 1_000_000_000
    guard abs(seconds) < Int128(Int64.max) else { return nil }
    return .duration(TimeSpan(seconds: Int64(seconds), nanoseconds: Int64(whole - seconds * 1_000_000_000)))
}

/// "the envelope as a fact (`.time`, `.source`, `.id`)"
func valueOfFact(_ source: Fact.Reading, _ event: Event) -> Value? {
    switch source {
    case .field(let slot): return event.fields[slot]
    case .time: return .time(event.time)
    case .source: return .text(event.identity.source)
    case .id: return .text(event.identity.id)
    }
}
