import Control
import Daemon
import Events
import Glibc
import RuleLanguage

/// Whom the daemon takes an answer to be said by: who owns its file, where the rules say who answers.
struct Speaker {
    /// As the rules in force have it.
    let answers: Answers
    /// Who drops the answer.
    let bringer: Bringer

    /// What a daemon tells of who may answer; nil if everybody may, or if none answers.
    /// - Parameter control: the daemon's socket.
    init?(askedAt control: String) {
        guard
            // An answer does not wait for a daemon that is busy.
            let line = try? ControlClient.ask(ControlRequest(.status).line, at: control, patience: 2),
            let answers = ControlAnswer(line: line)?.status?.rules.answers,
            let known = try? Accounts.machine.bringer(geteuid(), .nameAndGroups)
        else { return nil }
        self.init(
            answers: Answers(
                owners: answers.by.compactMap(Owner.init(written:)), deputies: answers.deputies.map { Text($0) }),
            bringer: Bringer(
                uid: known.uid, user: known.user, groups: known.groups,
                maySayEverything: known.uid == 0 || known.uid == Self.owner(of: control)))
    }

    init(answers: Answers, bringer: Bringer) {
        self.answers = answers
        self.bringer = bringer
    }

    /// One sentence where an answer does not count, or is not told as said by whom it names.
    func doubt(of type: Text, saidBy name: String) -> String? {
        switch Origin(answers: answers).permission(source: Text(AnswerOptions.source), type: type, from: bringer) {
        case .allowed: return nil
        case .allowedAs(let speaker):
            if speaker == Text(name) { return nil }
            return "it is told as said by \(speaker), who drops it: the rules believe of deputies only whom they name"
        case .notAllowed(let who):
            return "it will not count, and goes to rejected/ as not-allowed: \(who), and you are \(bringer.name)"
        }
    }

    private static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }
}

extension Owner {
    /// Reads `user kim`, or `group outreachd-desk`.
    fileprivate init?(written text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map { Text(String($0)) }
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "user": self = .user(parts[1])
        case "group": self = .group(parts[1])
        default: return nil
        }
    }
}
