import Events
import Store
import Foundation
import TestSupport
import Testing

@testable import Daemon

/// The stories of tasks that gates hold and let go, stopped after each arrow of each turn: the next start, or the same
/// daemon, ends in the state of the run that nobody disturbed.
@Suite("A stop anywhere") struct HeldCrashTests {
    /// What becomes of the tasks of a gate in two runs or three, under the rules of the sweep (`Tests/Sweep/held.rules`).
    enum Story: String, CaseIterable, Sendable {
        case quiet, budget, holdout, blind, inhibit, done, dismissed

        var stages: [CrashTests.Stage] {
            switch self {
            case .quiet:
                return [stage(.hours(4) + .minutes(30), late("1"), late("2")), stage(.hours(6))]
            case .budget:
                return [
                    stage(.hours(1), lost("1", "c-1"), lost("2", "c-1"), lost("3", "c-1")),
                    stage(.hours(3) + .minutes(5)),
                ]
            case .holdout: return [stage(.hours(1), asked("1"), asked("2"), asked("3"), asked("4")), stage(.hours(2))]
            case .blind:
                return [
                    stage(.hours(4) + .minutes(30), gone("1"), gone("2")),
                    stage(
                        .hours(5), House.event("9", "nobody.knows", "c-9", after: .hours(4) + .minutes(40)).fromFeed,
                        House.call("8", "c-2", after: .hours(3)).fromFeed),
                ]
            case .inhibit:
                return [
                    stage(
                        .hours(5) + .minutes(10), late("1"), wish("2", after: .hours(3)), wish("3", after: .hours(5))),
                    stage(
                        .hours(6),
                        House.event("9", "parcel.sent", "c-1", after: .hours(5) + .minutes(20), #"{"order":"o-1"}"#)),
                ]
            case .done, .dismissed:
                return [
                    stage(.hours(1) + .minutes(30), torn("1"), torn("2"), torn("3"), torn("4"), torn("5")),
                    stage(
                        .hours(2),
                        House.event("8", "parcel.sent", "c-5", after: .hours(1) + .minutes(40), #"{"order":"o-5"}"#),
                        House.event(
                            "9", "task.\(rawValue)", "anybody", after: .hours(1) + .minutes(50),
                            #"{"task":"INCIDENT","by":"ann"}"#)),
                    stage(.hours(3)),
                ]
            }
        }

        /// How many tasks lie in the folders at the end.
        var end: (open: Int, held: Int, closed: Int) {
            switch self {
            case .quiet: return (2, 0, 0)
            case .budget: return (2, 1, 0)
            case .holdout: return (2, 0, 0)
            case .blind: return (1, 0, 1)
            case .inhibit: return (2, 0, 1)
            case .done: return (2, 0, 4)
            case .dismissed: return (4, 0, 2)
            }
        }

        private func stage(_ span: TimeSpan, _ lines: String...) -> CrashTests.Stage {
            CrashTests.Stage(at: span, files: lines.isEmpty ? [] : [("a.ndjson", lines)])
        }

        private func late(_ n: String) -> String { House.late("e-" + n, "c-" + n, "o-" + n) }
        private func lost(_ n: String, _ customer: String) -> String { event(n, "parcel.lost", customer) }
        private func asked(_ n: String) -> String { event(n, "order.asked", "c-" + n) }
        private func gone(_ n: String) -> String { event(n, "parcel.gone", "c-" + n) }
        private func torn(_ n: String) -> String { event(n, "parcel.torn", "c-" + n) }
        private func wish(_ n: String, after span: TimeSpan) -> String { event(n, "wish.made", "c-1", after: span) }

        private func event(_ n: String, _ type: String, _ customer: String, after span: TimeSpan = .zero) -> String {
            House.event("e-" + n, type, customer, after: span, #"{"order":"o-\#(n)"}"#)
        }
    }

    @Test("changes nothing of what a gate holds and lets go", arguments: Story.allCases, CrashTests.Afterwards.allCases)
    func stopped(story: Story, afterwards: CrashTests.Afterwards) throws {
        let rules = try Checkout.text("Tests/Sweep/held.rules")
        let crash = CrashTests()
        let (undisturbed, _) = try crash.play(stoppedAt: nil, story: story.stages, rules: rules)
        let count = { (folder: String) in undisturbed.tasks.keys.filter { $0.hasPrefix(folder) }.count }
        #expect((count("open/"), count("held/"), count("closed/")) == story.end)
        #expect(undisturbed.owed == 0)
        #expect(!undisturbed.counters.keys.contains { $0.kind == .answer })
        for stage in story.stages.indices {
            var arrows = 0
            while true {
                let (outcome, stopped) = try crash.play(
                    stoppedAt: (stage, arrows + 1), afterwards, story: story.stages, rules: rules)
                if !stopped { break }
                arrows += 1
                #expect(outcome == undisturbed, "stopped in stage \(stage) after arrow \(arrows)")
            }
            #expect(arrows % TurnStep.allCases.count == 0)
        }
    }
}

extension String {
    /// The same event from a source of the feed.
    fileprivate var fromFeed: String { replacing(#""source":"/s""#, with: #""source":"/crm/1""#) }
}
