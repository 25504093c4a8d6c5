/// `zone Europe/London`
package struct ZoneDeclaration: Sendable {
    package var range: SourceRange
    package var name: Name
    package init(range: SourceRange, name: Name) {
        self.range = range
        self.name = name
    }
}
