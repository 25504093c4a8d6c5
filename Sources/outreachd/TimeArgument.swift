import ArgumentParser
import Daemon
import Engine
import TaskDispatch
import Events
import RuleLanguage
import ZoneFiles

/// A time on the command line: RFC 3339 with an offset; the seconds may be left out.
struct TimeArgument: ExpressibleByArgument {
    let time: Timestamp

    init?(argument: String) {
        guard case .success(let time) = Timestamp.parse(Text(argument), secondsOptional: true) else { return nil }
        self.time = time
    }

    static var defaultCompletionKind: CompletionKind { .default }
}
