/// A chart as a value: marks over two scales, what one sees in it in words, and its figures.
package struct Plot: Sendable {
    /// The finding, in a sentence: what a reader should take away.
    package var caption: String
    /// What is drawn, for those who do not see it.
    package var summary: String
    package var x: Axis
    package var y: Axis
    package var layers: [Layer]
    /// The same figures.
    package var table: FigureTable

    package init(caption: String, summary: String, x: Axis, y: Axis, layers: [Layer], table: FigureTable) {
        self.caption = caption
        self.summary = summary
        self.x = x
        self.y = y
        self.layers = layers
        self.table = table
    }

    package struct Axis: Sendable {
        package var scale: Scale
        /// What is counted along it; may be empty where the names of its bands say it.
        package var label: String

        package init(_ scale: Scale, _ label: String = "") {
            self.scale = scale
            self.label = label
        }
    }

    /// Marks of one colour.
    package struct Layer: Sendable {
        /// As the key below the plot calls it; empty: it is not named there.
        package var name: String
        package var mark: Mark
        /// Which colour, from 0; nil: that of its place among the layers.
        package var colour: Int?

        package init(_ name: String, _ mark: Mark, colour: Int? = nil) {
            self.name = name
            self.mark = mark
            self.colour = colour
        }
    }

    /// What stands for figures; all places are values of the two scales.
    package enum Mark: Sendable {
        /// Joined points; with steps each value holds until the next point.
        case line([Point], steps: Bool = false)
        /// The space between two lines that hold until the next point.
        case area([(x: Double, low: Double, high: Double)])
        case bars([Box])
        case dots([Dot])
        /// A line across the plot at a value of x, with a word beside it.
        case rule(Double, String)
    }

    package struct Point: Hashable, Sendable {
        package var x: Double
        package var y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    package struct Box: Sendable {
        package var x: ClosedRange<Double>
        package var y: ClosedRange<Double>

        package init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
            self.x = x
            self.y = y
        }
    }

    package struct Dot: Sendable {
        package var at: Point
        /// Beside it; may be empty.
        package var label: String
        /// Drawn larger, with a ring.
        package var isMarked: Bool

        package init(_ at: Point, label: String = "", isMarked: Bool = false) {
            self.at = at
            self.label = label
            self.isMarked = isMarked
        }
    }
}

/// Figures in rows and columns, each already a text.
package struct FigureTable: Equatable, Sendable {
    package var columns: [String]
    /// The first cell of a row names it.
    package var rows: [[String]]

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }
}
