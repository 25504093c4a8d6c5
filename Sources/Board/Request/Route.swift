/// What is asked for.
package enum Route: Sendable, Equatable {
    case open(ListView)
    /// One task, as it was found in a list.
    case task(String, from: ListView)
    /// The start of calling, for a queue or all of them.
    case calls(queue: String)
    /// A task that is being called about.
    case call(String, queue: String)
    case coming(hours: Int)
    case held, gone(find: String), status, report
    /// What the screen *Report* shows, alone.
    case reportPage
    case asset(Asset)
    /// Changes as they happen, as server-sent events.
    case stream
    /// What became of tasks, a line each.
    case fates([String])
    /// Takes the most urgent task.
    case takeNext
    case answer(task: String, Answer)
    /// Takes an answer back.
    case undo(String)

    package enum Asset: String, Sendable, CaseIterable {
        case style = "board.css"
        case script = "board.js"
        case icon = "icon.svg"
    }

    package enum Answer: String, Sendable, CaseIterable {
        case claim, release, done, reached, dismiss, snooze
    }

    package enum Refusal: Error, Equatable, Sendable {
        /// Nothing is there.
        case nothing
        /// Something is there, and these are the methods for it.
        case method(allowed: String)
    }

    /// At most so many tasks are asked for at once.
    private static let fatesAtMost = 50

    /// - Parameters:
    ///   - method: `HEAD` is as `GET`.
    ///   - target: the path with its query, as it stands in the request.
    package static func of(method: String, target: String) -> Result<Route, Refusal> {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let pieces = parts.first?.split(separator: "/").map { percentDecoded($0) } ?? []
        guard target.hasPrefix("/"), !pieces.contains(nil) else { return .failure(.nothing) }
        let path = pieces.compactMap(\.self)
        let query = parts.count > 1 ? formFields(parts[1]) : []
        switch method {
        case "GET", "HEAD":
            if let route = page(path, query) { return .success(route) }
            return .failure(posted(path) == nil ? .nothing : .method(allowed: "POST"))
        case "POST":
            if let route = posted(path) { return .success(route) }
            return .failure(page(path, query) == nil ? .nothing : .method(allowed: "GET, HEAD"))
        default:
            let allowed = page(path, query) != nil ? "GET, HEAD" : posted(path) != nil ? "POST" : nil
            return .failure(allowed.map { .method(allowed: $0) } ?? .nothing)
        }
    }

    private static func page(_ path: [String], _ query: [(name: String, value: String)]) -> Route? {
        let field = { (name: String) in query.last { $0.name == name }?.value ?? "" }
        switch (path.first, path.count) {
        case (nil, _): return .open(ListView(query))
        case ("task", 2): return .task(path[1], from: ListView(query))
        case ("next", 1): return .calls(queue: field("queue"))
        case ("call", 2): return .call(path[1], queue: field("queue"))
        case ("coming", 1): return .coming(hours: min(max(Int(field("hours")) ?? 24, 1), 24 * 31))
        case ("held", 1): return .held
        case ("gone", 1): return .gone(find: field("find"))
        case ("status", 1): return .status
        case ("report", 1): return .report
        case ("report", 2) where path[1] == "page": return .reportPage
        case ("stream", 1): return .stream
        case ("fates", 1): return .fates(query.filter { $0.name == "id" }.prefix(fatesAtMost).map(\.value))
        case (let name?, 1): return Asset(rawValue: name).map { .asset($0) }
        default: return nil
        }
    }

    private static func posted(_ path: [String]) -> Route? {
        switch (path.first, path.count) {
        case ("next", 1): return .takeNext
        case ("task", 3): return Answer(rawValue: path[2]).map { .answer(task: path[1], $0) }
        case ("undo", 2): return .undo(path[1])
        default: return nil
        }
    }
}
