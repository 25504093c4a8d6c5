import Events
import Testing

@testable import RuleLanguage

/// Drafts of declarations read as what was meant, and stand in the canonical layout.
@Suite struct EventDraftTests {
    private func field(_ name: Text, _ type: FieldType?, optional: Bool = false, _ remark: String? = nil)
        -> EventDraft.DraftField
    {
        EventDraft.DraftField(name: name, type: type, isOptional: optional, remark: remark)
    }

    @Test func remarksStandAboveTheDeclaration() {
        let draft = EventDraft(
            type: "order.placed",
            fields: [
                field("order", .text), field("value", .number, optional: true, "missing in 1 of 3"),
                field("my field", .text, "left out"), field("parts", nil, "left out: a list"),
            ], remark: "3 events")
        #expect(
            EventDraft.text(of: [draft]) == """
                # order.placed: 3 events
                #   value       missing in 1 of 3
                #   "my field"  left out
                #   parts       left out: a list
                event order.placed order text  value number optional

                """)
    }

    @Test func whatRulesCannotSpeakOfIsAComment() {
        let drafts = ["ping", "task.done", "a.2b", "a b.c", "a\n.b"].map {
            EventDraft(type: Text($0), fields: [], remark: "1 event")
        }
        let text = EventDraft.text(of: drafts)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("# ") })
        #expect(text.split(separator: "\n").count == 5)
    }

    @Test func pathsAndOtherTypesAreWritten() {
        let fields = [
            EventDraft.DraftField(
                name: "order", type: .text, isOptional: false, path: FieldPath([.member("order"), .member("id")]),
                remark: nil),
            EventDraft.DraftField(
                name: "sku", type: .text, isOptional: true, path: FieldPath([.member("line \"items\""), .place(0)]),
                remark: "the first of a list"),
            EventDraft.DraftField(
                name: "x", type: nil, isOptional: true, path: FieldPath([.member("a\nb"), .member("x")]),
                remark: "left out"),
            field("note", .text),
        ]
        let draft = EventDraft(
            type: "orders.create", writtenType: "orders/\u{202e}\"", fields: fields, remark: "1 event")
        #expect(
            EventDraft.text(of: [draft]) == #"""
                # orders.create: 1 event
                #   sku          the first of a list
                #   "a\u{a}b".x  left out
                event orders.create  type "orders/\u{202e}\""
                  order  text          from order.id
                  sku    text optional from "line \"items\"".0
                  note   text

                """#)
    }

    /// Every word of the language may be the name of a field.
    @Test(arguments: Keyword.allCases) func keywordsAreNamesOfFields(_ keyword: Keyword) throws {
        let name = Text(keyword.rawValue)
        for type in [FieldType.text, .time] {
            let drafts = [
                EventDraft(type: "a.b", fields: [field("x", .text), field(name, type)], remark: "1 event"),
                EventDraft(
                    type: "a.c", fields: [field(name, type, optional: true), field("x", .text)], remark: "1 event"),
                EventDraft(type: Text("\(keyword.rawValue).x"), fields: [], remark: "1 event"),
            ]
            let compilation = compile([Source(path: "", text: EventDraft.text(of: drafts))])
            let schema = try #require(compilation.program, "\(EventDraft.text(of: drafts))").schema
            if keyword == .task { continue }
            let types = schema.types.dropFirst(Schema.language.types.count).map { $0 }
            #expect(types.map(\.name) == ["a.b", "a.c", Text("\(keyword.rawValue).x")])
            #expect(types[0].fields == [Field(name: "x", type: .text), Field(name: name, type: type)])
            #expect(
                types[1].fields == [Field(name: name, type: type, isOptional: true), Field(name: "x", type: .text)])
        }
    }
}
