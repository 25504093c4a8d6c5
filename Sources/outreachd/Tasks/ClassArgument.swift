import ArgumentParser
import Engine
import TaskDispatch
import Events
import RuleLanguage
import TaskFiles

/// `recovery` or `relationship` on the command line.
enum ClassArgument: String, CaseIterable, ExpressibleByArgument { case recovery, relationship }
