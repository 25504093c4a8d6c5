import DeepStack
import Events

/// The paths of the files that the tables of some rule files stand in, each once, in the order written.
///
/// The rules are only read for it: a file of which this says nothing new need not be read from disk.
package func tablePaths(in sources: [Source]) -> [String] {
    onDeepStack {
        var paths: [String] = []
        for (index, source) in sources.enumerated() where source.kind == .rules && source.mayDeclareTable {
            var ignored = DiagnosticList()
            for case .table(let table) in parse(source, file: index, &ignored).declarations {
                let path = source.path(of: table.file.text)
                if !table.file.text.string.isEmpty, !paths.contains(path) { paths.append(path) }
            }
        }
        return paths
    }
}

extension Source {
    /// Whether the word stands in it at all.
    fileprivate var mayDeclareTable: Bool {
        let word = Array("table".utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            var place = bytes.startIndex
            while place + word.count <= bytes.count {
                guard let next = bytes[place...].firstIndex(of: word[0]), next + word.count <= bytes.count else {
                    return false
                }
                if bytes[next..<next + word.count].elementsEqual(word) { return true }
                place = next + 1
            }
            return false
        }
    }

    /// The path of a file that this one names: from its own folder, unless it begins at the root.
    func path(of file: Text) -> String {
        let name = file.string
        guard !name.hasPrefix("/"), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name }
        return String(path[...slash]) + name
    }
}
