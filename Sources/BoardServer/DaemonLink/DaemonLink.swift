import Board
import Control
import Events
import Synchronization
import ZoneFiles

/// The running daemon, asked over its socket. That it is away is an answer too.
final class DaemonLink: Sendable {
    /// What it said, or why it cannot be asked, one sentence.
    typealias Answer<Value> = Result<Value, Absence>

    struct Absence: Error, Equatable {
        var sentence: String
    }

    private let path: String
    private let lines = Memo<String, Answer<ControlAnswer>>(for: .seconds(2))
    /// The site's zone, as it was heard last.
    private let zoneHeard = Mutex(Zone.utc)

    /// So long it may take, in seconds.
    private static let patience = 4

    init(path: String) { self.path = path }

    private func ask(_ request: ControlRequest) async -> Answer<ControlAnswer> {
        let path = path
        let line = request.line
        return await lines.value(String(decoding: line, as: UTF8.self)) {
            await offLoop {
                do throws(ControlError) {
                    let bytes = try ControlClient.ask(line, at: path, patience: Self.patience)
                    guard let answer = ControlAnswer(line: bytes) else {
                        return .failure(Absence(sentence: "The daemon's answer cannot be understood."))
                    }
                    return answer.error.map { .failure(Absence(sentence: $0)) } ?? .success(answer)
                } catch {
                    return .failure(Absence(sentence: "The daemon cannot be asked: \(error.sentence)"))
                }
            }
        }
    }

    /// How the daemon fares.
    func status() async -> Answer<ServiceStatus> {
        let answer = await ask(ControlRequest(.status))
        if case .success(let answer) = answer, let name = answer.status?.rules.zone { hear(zone: name) }
        return answer.flatMap { $0.status.map { .success(ServiceStatus($0)) } ?? .failure(Self.other) }
    }

    /// The site's zone; the one that was heard last while the daemon is away.
    func zone() async -> (zone: Zone, absence: Absence?) {
        var absence: Absence?
        if case .failure(let failure) = await status() { absence = failure }
        return (zoneHeard.withLock { $0 }, absence)
    }

    private func hear(zone name: String) {
        if zoneHeard.withLock({ $0.name }) == Text(name) { return }
        guard let zone = try? loadZone(named: Text(name)) else { return }
        zoneHeard.withLock { $0 = zone }
    }

    func coming(hours: Int) async -> Answer<Coming> {
        await ask(ControlRequest(.coming, within: "\(hours)h", limit: 200)).flatMap { answer in
            answer.coming.map { .success(Coming($0)) } ?? .failure(Self.other)
        }
    }

    func story(of customer: String) async -> Answer<CustomerStory> {
        await ask(ControlRequest(.story, customer: customer)).flatMap { answer in
            answer.story.map { .success(CustomerStory($0)) } ?? .failure(Self.other)
        }
    }

    /// What would go if an event came now.
    func whatIf(_ event: String) async -> Answer<WhatIf> {
        await ask(ControlRequest(.whatIf, event: event)).flatMap { answer in
            answer.whatIf.map { .success(WhatIf($0)) } ?? .failure(Self.other)
        }
    }

    private static let other = Absence(sentence: "The daemon answered something else; is it of another version?")
}
