import Events

/// Tables: their declaration, and how a row of one is asked for.
extension Parser {
    /// `table sellers from "sellers.csv" key seller text  bad number  owner text optional`
    mutating func table(from start: Int) throws(PhraseAbandoned) -> TableDeclaration {
        advance()
        let name = try name("the name of a table", dots: .none)
        try tableFileSign()
        guard case .text = current.kind, let file = optionalText() else {
            throw unexpected(
                "the name of a file in quotation marks behind `from`",
                help: "a CSV file, from the folder of this file: from \"sellers.csv\"")
        }
        var table = TableDeclaration(range: rangeSince(start), name: name, file: file)
        do throws(PhraseAbandoned) {
            try expect(.key, "and the column by which rows are found")
            // Columns are read as the fields of an event are.
            var fields = EventDeclaration(range: rangeSince(start), type: name, fields: [])
            defer { table.hasMistakes = table.hasMistakes || fields.hasMistakes }
            var signs = 0
            leaveOutSigns(&signs)
            while let field = try field(&fields, &signs) {
                refusePath(of: field)
                if table.key == nil { table.key = keyColumn(field) } else { table.columns.append(field) }
                leaveOutSigns(&signs)
            }
            if table.key == nil { throw unexpected("the name and the type of the key column") }
        } catch {
            table.hasMistakes = true
            skipToDeclaration()
        }
        table.range = rangeSince(start)
        return table
    }

    /// `from`, or `in`, `=`, `of` before the file.
    private mutating func tableFileSign() throws(PhraseAbandoned) {
        if isSpoken(0, ["in", "of", "file", "csv", "aus", "at"]), ahead(1).kind.isText {
            return replace(1, by: "from")
        }
        if tokens[index].kind.isEqualSign || isMalformed(as: ":"), ahead(1).kind.isText {
            return replace(1, by: "from")
        }
        if tokens[index].kind.isText {
            let place = range(tokens[index])
            report(
                .unexpected, "expected `from` before the file", place, suggestion: "from \(string(place))")
            return
        }
        try expect(.from, "and the file of the table")
    }

    private mutating func keyColumn(_ field: FieldDeclaration) -> FieldDeclaration {
        guard field.isOptional else { return field }
        report(
            .unexpected, "the key is in every row, so it is not optional", field.range,
            suggestion: "\(string(field.name.range)) \(field.type.rawValue)")
        var key = field
        key.isOptional = false
        return key
    }

    private mutating func refusePath(of field: FieldDeclaration) {
        guard let path = field.path else { return }
        report(
            .badPath, "a column has no path: it is found by its name in the first row of the file",
            SourceRange(file: fileIndex, start: field.name.range.start, end: path.range.end),
            suggestion: "\(string(field.name.range)) \(field.type.rawValue)" + (field.isOptional ? " optional" : ""))
    }

    /// `[KEY].COLUMN` behind the name of a table; nil if none stands here.
    mutating func lookup(in table: Name) throws(PhraseAbandoned) -> ExpressionSyntax? {
        guard isAt(.openBracket) else { return nil }
        try deeper()
        defer { nesting.depth -= 1 }
        advance()
        let key = try expression()
        guard accept(.closeBracket) else { throw unexpected("`]` at the end of the key") }
        guard accept(.dot) else {
            throw unexpected(
                "a dot and a column behind `]`", help: "a cell is \(table.text)[order.seller].column")
        }
        let column = try name("the name of a column", dots: .none)
        return .lookup(
            LookupSyntax(table: table, key: key, column: column, range: rangeSince(table.range.start)))
    }
}
