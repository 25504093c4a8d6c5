import Events
import RuleLanguage

extension Test {
    /// When each feed of a program is heard in it: at every instant but between falling silent and being heard.
    func feedRecords(_ program: Program) -> [FeedRecord] {
        program.origin.feeds.indices.map { place in
            var silences: [(from: Timestamp, until: Timestamp?)] = []
            for step in steps {
                switch step.action {
                case .feedFallsSilent(place) where silences.last.map({ $0.until != nil }) ?? true:
                    silences.append((step.at, nil))
                case .feedIsHeard(place) where !silences.isEmpty && silences[silences.count - 1].until == nil:
                    silences[silences.count - 1].until = step.at
                default: break
                }
            }
            return .always(except: silences)
        }
    }
}
