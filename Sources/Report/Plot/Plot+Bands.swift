/// Marks over the bands of y, one for each from the first on.
extension [Plot.Box] {
    /// From 0 to a value.
    static func across(_ values: [Double]) -> [Plot.Box] {
        values.enumerated().map { place, value in
            Plot.Box(x: Swift.min(0, value)...Swift.max(0, value), y: Double(place) - 0.35...Double(place) + 0.35)
        }
    }

    /// From one value to another, as a thin bar; none where there are none.
    static func between(_ values: [(Double?, Double?)]) -> [Plot.Box] {
        values.enumerated().compactMap { place, ends in
            guard let low = ends.0, let high = ends.1, low <= high else { return nil }
            return Plot.Box(x: low...high, y: Double(place) - 0.1...Double(place) + 0.1)
        }
    }
}

extension [Plot.Dot] {
    /// At a value; none where there is none.
    static func on(_ values: [Double?]) -> [Plot.Dot] {
        values.enumerated().compactMap { place, value in value.map { Plot.Dot(Plot.Point($0, Double(place))) } }
    }
}
