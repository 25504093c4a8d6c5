import Testing
@testable import Daemon

@Suite struct DaemonPlaceholderTests {}
