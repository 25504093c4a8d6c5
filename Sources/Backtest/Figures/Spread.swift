package import Events

/// Lengths of time in three numbers, each one of them: by nearest rank, the ⌈p·n⌉-th of n in their order.
package struct Spread: Hashable, Sendable {
    /// How many there are, at least 1.
    package var count: Int
    package var p10: TimeSpan
    package var median: TimeSpan
    package var p90: TimeSpan

    /// Nil of nothing.
    package init?(_ spans: [TimeSpan]) {
        if spans.isEmpty { return nil }
        count = spans.count
        /// `tenths`: p in tenths, so that p·n is exact.
        func place(_ tenths: Int) -> Int { (tenths * spans.count + 9) / 10 - 1 }
        let (low, middle, high) = (place(1), place(5), place(9))
        var spans = spans
        // Of three numbers it need not be sorted whole.
        (p10, median, p90) = spans.withUnsafeMutableBufferPointer { spans in
            select(middle, in: spans[...])
            select(low, in: spans[..<middle])
            select(high, in: spans[(middle + 1)...])
            return (spans[low], spans[middle], spans[high])
        }
    }
}

/// Puts the element of a place there, what is less before it, and what is greater behind it (Hoare's FIND).
/// - Parameter part: of the places that it may be moved about in; nothing is done if the place is none of them.
private func select(_ place: Int, in part: Slice<UnsafeMutableBufferPointer<TimeSpan>>) {
    guard part.indices.contains(place) else { return }
    var all = part.base
    var (first, last) = (part.startIndex, part.endIndex - 1)
    var rounds = 0
    while first < last {
        rounds += 1
        // Whatever their order is, it shall not take a square of their number.
        if rounds > 64 { return all[first...last].sort() }
        let pivot = middleOfThree(all[first], all[(first + last) / 2], all[last])
        var (left, right) = (first, last)
        while left <= right {
            while all[left] < pivot { left += 1 }
            while pivot < all[right] { right -= 1 }
            if left <= right {
                all.swapAt(left, right)
                left += 1
                right -= 1
            }
        }
        if place <= right {
            last = right
        } else if place >= left {
            first = left
        } else {
            return
        }
    }
}

private func middleOfThree(_ a: TimeSpan, _ b: TimeSpan, _ c: TimeSpan) -> TimeSpan {
    max(min(a, b), min(max(a, b), c))
}
