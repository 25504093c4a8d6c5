import Events

/// What the readers share: a parser, and the binding to a schema.
struct EventScan {
    let parser = JSONParser()
    private var binding: EventBinding

    init(_ schema: Schema, _ key: HashKey) { binding = EventBinding(schema: schema, key: key) }

    func open(_ file: FileText, format: InputFormat) throws(FileRejection) -> EventCursor {
        defer { parser.trim() }
        return try opened(file, format, parser)
    }

    /// The next events, at most `limit` of them; none at the end.
    /// - Parameter make: makes an item of what an event is, good or rejected; of a good one it takes what is asked for.
    @inline(__always)
    mutating func next<Item>(
        _ cursor: inout EventCursor, upTo limit: Int, latest: Timestamp?,
        _ make: (inout EventBinding, EventCursor.Piece, Result<EventBinding.Checked, Rejection>) -> Item
    ) -> [Item] {
        var items: [Item] = []
        items.reserveCapacity(min(limit, 1_024))
        // Held once, and not anew for each event.
        let (file, parser) = (cursor.file, parser)
        file.withBytes { text in
            // `open` has seen that an array is whole.
            while items.count < limit, let piece = try? cursor.next(text) {
                items.append(
                    parser.parse(text, piece.range) { result in
                        switch result {
                        case .success(let root):
                            do throws(Fault) {
                                return make(&binding, piece, .success(try binding.bind(root, latest: latest)))
                            } catch {
                                return make(&binding, piece, .failure(Rejection(error, text, piece)))
                            }
                        case .failure(let error):
                            return make(&binding, piece, .failure(Rejection(Fault(error), text, piece)))
                        }
                    })
            }
        }
        if items.isEmpty {
            parser.trim()
            binding.trim()
        }
        return items
    }

    /// What one text is, whatever stands around it: an event, or at fault.
    /// - Parameter make: as of `next`.
    @inline(__always)
    mutating func one<Item>(
        _ text: UnsafeRawBufferPointer, latest: Timestamp?,
        _ make: (inout EventBinding, EventCursor.Piece, Result<EventBinding.Checked, Rejection>) -> Item
    ) -> Item {
        let piece = EventCursor.Piece(range: 0..<text.count, line: 1)
        let item = parser.parse(text, piece.range) { result in
            switch result {
            case .success(let root):
                do throws(Fault) {
                    return make(&binding, piece, .success(try binding.bind(root, latest: latest)))
                } catch {
                    return make(&binding, piece, .failure(Rejection(error, text, piece)))
                }
            case .failure(let error): return make(&binding, piece, .failure(Rejection(Fault(error), text, piece)))
            }
        }
        parser.trim()
        binding.trim()
        return item
    }

    /// The event of one text that was accepted before; nil if it does not fit the schema any more.
    @inline(__always)
    mutating func stored<Item>(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ make: (inout EventBinding, EventBinding.Bound) -> Item
    ) -> Item? {
        parser.parse(bytes, range) { result in
            guard case .success(let root) = result else { return nil }
            do throws(Fault) {
                guard case .declared(let bound) = try binding.bind(root, latest: nil) else { return nil }
                return make(&binding, bound)
            } catch {
                return nil
            }
        }
    }

    /// Takes what is asked for from texts that were accepted before, a line each; what does not fit the schema any more
    /// is passed over.
    /// - Parameter misfit: is told of each that is passed over though its type is declared, and why.
    @inline(__always)
    mutating func readStored(
        _ lines: UnsafeRawBufferPointer, misfit: (_ type: Text, _ detail: String) -> Void = { _, _ in },
        _ take: (inout EventBinding, EventBinding.Bound) -> Void
    ) {
        var shape = EventCursor.Shape.lines(at: 0, line: 1)
        while let piece = try? shape.next(lines) {
            parser.parse(lines, piece.range) { result in
                guard case .success(let root) = result else { return }
                do throws(Fault) {
                    if case .declared(let bound) = try binding.bind(root, latest: nil) { take(&binding, bound) }
                } catch {
                    misfit(textMember("type", root).map { TextCache.make($0) } ?? "", error.detail)
                }
            }
        }
    }
}

extension Fault {
    /// Of a text that is no JSON, or none that is read.
    init(_ error: JSONError) {
        switch error {
        case .empty, .syntax, .string, .number, .memory: code = .notJSON
        case .utf8: code = .notUTF8
        case .numberRange: code = .numberRange
        case .depth: code = .tooDeep
        case .tooLarge: code = .tooLarge
        }
        detail = "the event \(error.sentence)"
    }
}

extension Rejection {
    /// What is said of an event of a file.
    init(_ fault: Fault, _ text: UnsafeRawBufferPointer, _ piece: EventCursor.Piece) {
        self.init(
            line: piece.line, code: fault.code, detail: fault.detail,
            input: UnsafeRawBufferPointer(rebasing: text[piece.range]))
    }
}
