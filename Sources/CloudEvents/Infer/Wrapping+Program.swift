import Events

extension Wrapping {
    /// What an envelope has to hold, a line each; for whoever writes one in another language.
    package var demands: [String] {
        let type =
            switch type {
            case .said(let text): "what happened, here: \(quoted(text))"
            case .member(let name): "what happened, here: what stands in \(FieldPath([.member(name)]))"
            }
        return [
            "specversion  \"1.0\"",
            "id           one of its own for each event of a source",
            "source       the system that it comes from, like \(quoted(source))",
            "type         \(type)",
            "subject      the customer, by the name that all your systems use",
            "time         when it happened, with an offset: 2026-03-02T10:00:00Z",
            batch.map { "data         each element of \(FieldPath([.member($0)])) as it is, an object" }
                ?? "data         the body as it is, an object",
        ]
    }

    /// A program in Python that reads such a file on standard input and writes each body as an event, one a line.
    package var program: [String] {
        var lines = [
            "import \(momentLines.isEmpty ? "" : "datetime, ")\(id == nil ? "hashlib, " : "")json, sys", "",
            "def at(value, *path):", "    for part in path:", "        try:", "            value = value[part]",
            "        except (KeyError, IndexError, TypeError):", "            return None",
            "    return value", "",
            "def text(value):",
            "    return value if isinstance(value, str) else \"\" if value is None else json.dumps(value)", "",
        ]
        lines += momentLines
        // Whatever the locale; some programs begin a file with a byte order mark.
        lines.append("sys.stdin.reconfigure(encoding=\"utf-8-sig\")")
        lines.append(
            isLines
                ? "bodies = (json.loads(line) for line in sys.stdin if line.strip())" : "bodies = json.load(sys.stdin)")
        let documents = isLines ? "bodies" : "bodies if isinstance(bodies, list) else [bodies]"
        if let batch {
            lines.append("bodies = [body for batch in (\(documents)) for body in batch[\(python(batch))]]")
        }
        lines += [
            batch == nil ? "for body in \(documents):" : "for body in bodies:",
            "    print(json.dumps({", "        \"specversion\": \"1.0\",",
        ]
        if id == nil {
            lines.append("        # The same body has the same id, so that one that comes twice counts once.")
        }
        lines += ["        \"id\": \(idExpression),", "        \"source\": \(python(source)),"]
        lines += ["        \"type\": \(typeExpression),"]
        if subject == nil { lines.append("        # Nothing looks like the customer: write where it stands.") }
        lines.append("        \"subject\": \(subject.map { "text(\(place($0)))" } ?? "\"\""),")
        if time == nil { lines.append("        # Nothing looks like a time: this is when it was wrapped.") }
        if timeForm == .withoutOffset { lines.append("        # It has no offset: Z says that it is UTC.") }
        lines += ["        \"time\": \(timeExpression),", "        \"data\": body,", "    }))"]
        return lines
    }

    /// What makes a time where none stands in the body as it is wanted.
    private var momentLines: [String] {
        let now = "datetime.datetime.now(datetime.timezone.utc).isoformat()"
        let since = "datetime.datetime.fromtimestamp(value, datetime.timezone.utc).isoformat()"
        if time == nil { return ["def now():", "    return \(now)", ""] }
        switch timeForm {
        case .seconds, .milliseconds: return ["def moment(value):", "    return \(since) if value else \"\"", ""]
        case .rfc3339, .withoutOffset: return []
        }
    }

    private var idExpression: String {
        id.map { "text(\(place($0)))" }
            ?? "hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]"
    }

    private var typeExpression: String {
        switch type {
        case .said(let text): return python(text)
        case .member(let name): return "text(\(place(FieldPath([.member(name)]))))"
        }
    }

    private var timeExpression: String {
        guard let time else { return "now()" }
        switch timeForm {
        case .rfc3339: return "text(\(place(time)))"
        case .withoutOffset: return "text(\(place(time))) + \"Z\""
        case .seconds: return "moment(\(place(time)))"
        case .milliseconds: return "moment((\(place(time)) or 0) / 1000)"
        }
    }

    private func place(_ path: FieldPath) -> String {
        "at(body, "
            + path.parts.map { part in
                switch part {
                case .member(let name): return python(name)
                case .place(let place): return String(place)
                }
            }.joined(separator: ", ") + ")"
    }

    /// A literal of Python.
    private func python(_ text: Text) -> String {
        var literal = "\""
        for scalar in text.string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                literal += "\\"
                literal.unicodeScalars.append(scalar)
            case _ where scalar.isUnseen:
                let digits = String(scalar.value, radix: 16)
                literal += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
