import ArgumentParser
import Control
import Daemon

/// Where the running daemon is asked, for every command that speaks to it.
struct ControlOptions: ParsableArguments {
    static let packaged = "/run/outreachd/control"

    @Option(
        help: ArgumentHelp("The control socket of the daemon.", valueName: "path"), completion: .file())
    var control = packaged

    /// For what is answered at once.
    private static let patience = 15

    /// Asks the daemon. One that is not there, or does not answer, ends the command with exit code 69; of the service it
    /// then says what systemd knows. Asking never starts it.
    func ask(_ request: ControlRequest) throws -> ControlAnswer {
        let patience: Int?
        switch request.request {
        case .status, .metrics, .coming: patience = Self.patience
        // All that it has of a customer may be much.
        case .customer, .story, .whatIf: patience = 4 * Self.patience
        // Many customers take their time.
        case .reload: patience = nil
        }
        let line: [UInt8]
        do {
            line = try ControlClient.ask(request.line, at: control, patience: patience)
        } catch {
            if case .nobody(Self.packaged) = error, let absence = ServiceUnit.absence() {
                throw failure("\(control): no daemon listens there: \(absence)", .unavailable)
            }
            let advice = GroupAdvice(
                path: control, need: .write, spool: control == Self.packaged ? SpoolOptions.packaged : nil)
            throw failure(advice.added(to: error.sentence, errno: error.code), .unavailable)
        }
        guard let answer = ControlAnswer(line: line) else {
            throw failure(
                "\(control): the daemon's answer cannot be understood; is it of another version?", .badAnswer)
        }
        if let error = answer.error { throw failure(error, .wrong) }
        return answer
    }
}
