import Events

/// How the declaration of an event is laid out: on a line, or with its paths a field a line.
extension Layout {
    mutating func event(_ event: EventDeclaration, to next: Int) -> [LogicalLine] {
        if event.hasPaths { return fieldsByLine(event, to: next) }
        for (index, field) in event.fields.enumerated() {
            breaks.insert(field.name.range.start)
            if index > 0 || event.writtenType != nil { gaps[field.name.range.start] = 2 }
        }
        var line = line(to: next, continuation: 4)
        if line.atoms.count > 2 {
            let column = width(line.atoms[0]) + 1 + width(line.atoms[1]) + line.atoms[2].gap
            if column <= 40 { line.continuation = column }
        }
        return [line]
    }

    private mutating func fieldsByLine(_ event: EventDeclaration, to next: Int) -> [LogicalLine] {
        if let written = event.writtenType { gaps[beforeToken(written.range.start, 1)] = 2 }
        var lines = [line(to: event.fields.first?.range.start ?? next, continuation: 4)]
        let names = event.fields.map { width($0.name.range) }.max() ?? 0
        let types = event.fields.map { $0.type.rawValue.count + ($0.isOptional ? " optional".count : 0) }.max() ?? 0
        for (index, field) in event.fields.enumerated() {
            gaps[afterToken(field.name.range.end)] = names - width(field.name.range) + 2
            if let path = field.path {
                let type = field.type.rawValue.count + (field.isOptional ? " optional".count : 0)
                gaps[beforeToken(path.range.start, 1)] = types - type + 1
                runs[path.range.start] = path.range.end
            }
            let end = index + 1 < event.fields.count ? event.fields[index + 1].range.start : next
            lines.append(line(to: end, indent: 2, continuation: 4))
        }
        return lines
    }
}

extension EventDeclaration {
    /// Whether a field of it says where it stands.
    var hasPaths: Bool { fields.contains { $0.path != nil } }
}
