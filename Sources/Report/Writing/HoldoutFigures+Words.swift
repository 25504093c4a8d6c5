import Backtest
import Events

extension HoldoutFigures {
    /// What can be said of it, in a sentence.
    package var sentence: String {
        let lead = "\(rule), \(outcome)"
        guard let difference else {
            return
                "\(lead): not enough data yet: \(called.decided) called and \(heldOut.decided) held out are decided, and "
                + "each has to be \(Self.enough) at least."
        }
        guard difference.isSure else {
            return "\(lead): no difference can be told between those who were called and those who were held out."
        }
        let isMore = difference.value > 0
        return "\(lead): \(isMore ? "more" : "fewer") of those who were called, by "
            + "\(shown(points: abs(difference.value)).dropFirst()) (\(difference.shownInterval)): "
            + (isMore == isGood ? "outreach helps." : "outreach does harm.")
    }
}

extension Difference {
    /// `−10.1 … +2 points`
    var shownInterval: String { "\(shown(points: low).dropLast(" points".count)) … \(shown(points: high))" }
}

extension Rate {
    /// `10.1–14.9 %`; `–` where there is none.
    var shownInterval: String {
        guard let interval else { return "–" }
        let low = ((interval.low * 100).rounded(toDigits: 1) ?? 0).shortestDecimal
        return "\(low)–\(shown(share: interval.high))"
    }
}

/// A difference of shares in points of percent, to a tenth, with its sign; `–` if there is none.
func shown(points: Double?) -> String {
    guard let points, let rounded = (points * 100).rounded(toDigits: 1) else { return "–" }
    let sign = rounded < 0 ? "−" : rounded > 0 ? "+" : ""
    return sign + abs(rounded).shortestDecimal + " points"
}
