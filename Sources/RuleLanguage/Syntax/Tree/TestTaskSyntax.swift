/// `late-not-told customer c-1 order o-9`
package struct TestTaskSyntax: Sendable {
    package var rule: Name
    package var customer: Name?
    package var fields: [TestFieldSyntax]
    package init(rule: Name, customer: Name?, fields: [TestFieldSyntax]) {
        self.rule = rule
        self.customer = customer
        self.fields = fields
    }
}
