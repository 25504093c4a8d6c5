import Events

extension DiagnosticKind {
    static let ofTables = [
        tableFile, tableForm, tableColumn, tableRowLength, tableCell, tableKey, undeclaredTable, undeclaredColumn,
        unusedTable,
    ]

    static let tableFile = DiagnosticKind(
        "table-file", "The file of a table cannot be read; its path counts from the folder of the rule file.",
        wrong: "table carriers from \"no-such-file.csv\" key carrier text", mend: "event carrier.changed carrier text")
    static let tableForm = DiagnosticKind(
        "table-form",
        "The file of a table is not CSV (RFC 4180) in UTF-8: commas between cells, a row a line, quotation marks in pairs.",
        wrong: "", mend: "")
    static let tableColumn = DiagnosticKind(
        "table-column", "A declared column is not in the first row of the file, or stands there twice.", wrong: "",
        mend: "")
    static let tableRowLength = DiagnosticKind(
        "table-row-length", "A row of a table has more or fewer cells than the first row.", wrong: "", mend: "")
    static let tableCell = DiagnosticKind(
        "table-cell", "A cell of a table is not of its column's type, or is empty where the column is not optional.",
        wrong: "", mend: "")
    static let tableKey = DiagnosticKind(
        "table-key", "A key of a table is empty, or stands in two rows, so that nobody can say which one is meant.",
        wrong: "", mend: "")
    static let undeclaredTable = DiagnosticKind(
        "undeclared-table", "A table is asked that no rule file declares.",
        wrong: rule("when delivery.delayed as delay", "while carriers[delay.carrier].slow = true"),
        mend: rule("when delivery.delayed as delay", "while delay.carrier = \"slow\""))
    static let undeclaredColumn = DiagnosticKind(
        "undeclared-column", "A table is asked for a column that it does not declare.", wrong: "", mend: "")
    static let unusedTable = DiagnosticKind(
        "unused-table", "A table is declared and no rule asks it.", severity: .warning, wrong: "", mend: "")
}

extension Checker {
    /// The tables with the rows of their files.
    mutating func collectTables(_ declarations: [Declaration]) {
        var first: [Text: SourceRange] = [:]
        for case .table(let table) in declarations {
            if table.name.isUnread { continue }
            if let known = first[table.name.text] {
                reportTwice("the table", table.name, first: known)
                continue
            }
            first[table.name.text] = table.name.range
            guard let resolved = resolve(table) else {
                declared.tables.broken.insert(table.name.text)
                continue
            }
            program.tables.append(resolved)
        }
        program.tables.sort { $0.name < $1.name }
        for (index, table) in program.tables.enumerated() { declared.tables.places[table.name] = index }
    }

    private mutating func resolve(_ declaration: TableDeclaration) -> Table? {
        let before = reports.diagnostics.count
        var names: [Text: SourceRange] = [:]
        for field in (declaration.key.map { [$0] } ?? []) + declaration.columns where !field.name.isUnread {
            if let known = names[field.name.text] {
                reportTwice("the column", field.name, first: known)
            } else {
                names[field.name.text] = field.name.range
            }
        }
        guard let key = declaration.key, !declaration.hasMistakes, reports.diagnostics.count == before,
            !hasSyntaxError(in: declaration.range)
        else { return nil }
        var table = Table(
            name: declaration.name.text, keyName: key.name.text, keyType: key.type,
            columns: declaration.columns.map {
                Table.Column(name: $0.name.text, type: $0.type, isOptional: $0.isOptional)
            }.sorted { $0.name < $1.name })
        guard let rows = rows(of: table, declaration) else { return nil }
        table.rows = rows
        return table
    }

    private mutating func rows(of table: Table, _ declaration: TableDeclaration) -> TableRows? {
        let path = sources[declaration.range.file].path(of: declaration.file.text)
        guard let file = sources.firstIndex(where: { $0.kind != .rules && $0.path == path }) else {
            report(
                .tableFile, "the file of the table cannot be read: \(path)", at: declaration.file.range,
                help: "it is looked for beside the rule file")
            return nil
        }
        if case .unreadable(let reason) = sources[file].kind {
            report(
                .tableFile, "\(path) cannot be read: \(reason)", at: declaration.file.range,
                help: "the path counts from the folder of this file")
            return nil
        }
        var reader = TableReader(table, sources[file])
        let rows = reader.read()
        for mistake in reader.mistakes {
            let range = SourceRange(file: file, start: mistake.start, end: mistake.end)
            let kind: DiagnosticKind
            switch mistake.kind {
            case .form: kind = .tableForm
            case .column: kind = .tableColumn
            case .rowLength: kind = .tableRowLength
            case .cell: kind = .tableCell
            case .key: kind = .tableKey
            }
            report(kind, mistake.message, at: range, help: mistake.help)
        }
        return rows
    }

    /// `sellers[order.seller].bad`
    mutating func lookup(_ syntax: LookupSyntax, in scope: Scope) -> Typed {
        if scope.place == .weight {
            report(
                .weightNotOwn, "a weight knows only the event's own fields, and asks no table", at: syntax.range,
                help:
                    "ask it behind `where`: add 3 for order.late where \(syntax.table.text)[…].\(syntax.column.text) > 2"
            )
            return .unknown(in: scope)
        }
        let key = expression(syntax.key, in: scope)
        guard let index = declared.tables.places[syntax.table.text] else {
            if !declared.tables.broken.contains(syntax.table.text), !declared.isSomethingLost, !syntax.table.isUnread {
                report(
                    .undeclaredTable, "there is no table `\(syntax.table.text)`", at: syntax.table.range,
                    help: "declare it: table \(syntax.table.text) from \"\(syntax.table.text).csv\" key … text",
                    suggestion: nearMiss(syntax.table.text, among: program.tables.map(\.name))?.string)
            }
            return .unknown(in: scope)
        }
        used.tables.insert(index)
        let table = program.tables[index]
        if let type = key.type, type != ValueType(table.keyType) {
            let written = words(syntax.key.range).map { "`\($0)` is" } ?? "this is"
            report(
                .unlikeTypes,
                "`\(table.name)` is found by \(ValueType(table.keyType).words), and \(written) \(type.words)",
                at: syntax.key.range, help: "its key is the column \(table.keyName)")
        }
        let name = syntax.column
        if name.text == table.keyName {
            return key.map(ValueType(table.keyType)) { .lookup(table: index, column: nil, key: $0) }
        }
        guard let column = table.columns.firstIndex(where: { $0.name == name.text }) else {
            if !name.isUnread {
                let names = [table.keyName] + table.columns.map(\.name)
                report(
                    .undeclaredColumn, "the table `\(table.name)` has no column `\(name.text)`", at: name.range,
                    help: "its columns are \(list(names))", suggestion: nearMiss(name.text, among: names)?.string)
            }
            return .unknown(in: scope)
        }
        return key.map(ValueType(table.columns[column].type)) { .lookup(table: index, column: column, key: $0) }
    }
}
