import Testing
@testable import RuleLanguage

@Suite struct RuleLanguagePlaceholderTests {}
