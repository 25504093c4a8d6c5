import ArgumentParser
import Control
import Daemon

/// Where the running daemon is asked, for every command that speaks to it.
struct ControlOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The control socket of the daemon.", valueName: "path"), completion: .file())
    var control = Self.ofTheService

    /// Where the service of this machine listens.
    private static let ofTheService = "/run/outreachd/control"

    /// For what is answered at once.
    private static let patience = 15

    /// Asks the daemon. One that is not there, or does not answer, ends the command with exit code 69; of the service it
    /// then says what systemd knows. Asking never starts it.
    func ask(_ request: ControlRequest) throws -> ControlAnswer {
        let patience: Int?
        switch request.request {
        case .status, .metrics, .customer: patience = Self.patience
        // Many customers take their time.
        case .reload: patience = nil
        }
        let line: [UInt8]
        do {
            line = try ControlClient.ask(request.line, at: control, patience: patience)
        } catch {
            if case .nobody(Self.ofTheService) = error, let absence = ServiceUnit.absence() {
                complain("outreachd: \(control): no daemon listens there: \(absence)")
            } else {
                complain("outreachd: \(error.sentence)")
            }
            throw ExitCode(69)  // EX_UNAVAILABLE
        }
        guard let answer = ControlAnswer(line: line) else {
            complain("outreachd: \(control): the daemon's answer cannot be understood; is it of another version?")
            throw ExitCode(76)  // EX_PROTOCOL
        }
        if let error = answer.error {
            complain("outreachd: \(error)")
            throw ExitCode(1)
        }
        return answer
    }
}
