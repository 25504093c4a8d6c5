import Foundation

/// What the daemon answers: one JSON object on one line, with the member that the request asks for, or `error`.
package struct ControlAnswer: Codable, Equatable, Sendable {
    /// A sentence: the request was not understood, or cannot be answered.
    package var error: String?
    package var reload: ReloadAnswer?
    package var status: StatusAnswer?
    /// In Prometheus' text format.
    package var metrics: String?
    package var customer: CustomerAnswer?
    package var coming: ComingAnswer?
    package var story: StoryAnswer?
    package var whatIf: WhatIfAnswer?

    package init(
        error: String? = nil, reload: ReloadAnswer? = nil, status: StatusAnswer? = nil, metrics: String? = nil,
        customer: CustomerAnswer? = nil, coming: ComingAnswer? = nil, story: StoryAnswer? = nil,
        whatIf: WhatIfAnswer? = nil
    ) {
        self.error = error
        self.reload = reload
        self.status = status
        self.metrics = metrics
        self.customer = customer
        self.coming = coming
        self.story = story
        self.whatIf = whatIf
    }

    package init?(line: [UInt8]) {
        guard let answer = try? decoder().decode(ControlAnswer.self, from: Data(line)) else { return nil }
        self = answer
    }

    /// Without a line end.
    package var line: [UInt8] { jsonLine(self) }
}
