import Testing
@testable import Spool

@Suite struct SpoolPlaceholderTests {}
