/// `front-desk`, or `"agent-{customer.agent else "pool"}"`
package struct QueueSyntax: Sendable {
    package var name: Name
    /// The text with braces that it is made from.
    package var made: TemplateSyntax?
    package var range: SourceRange { made?.range ?? name.range }
    package init(name: Name, made: TemplateSyntax? = nil) {
        self.name = name
        self.made = made
    }
}
