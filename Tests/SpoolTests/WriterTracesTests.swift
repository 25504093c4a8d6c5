import Foundation
import Testing

@testable import Spool

@Suite("What is known of a file's writers")
struct WriterTracesTests {
    /// What the kernel tells of `a`, and what then is known of it.
    struct Story: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var told: [Int32]
        var known: WriterState?

        init(_ description: String, _ told: [Int32], _ known: WriterState?) {
            testDescription = description
            self.told = told
            self.known = known
        }
    }

    static let stories = [
        Story("nothing told", [], nil),
        Story("renamed in", [IN_MOVED_TO], .movedIn),
        Story("renamed in and read", [IN_MOVED_TO, IN_OPEN, IN_CLOSE_NOWRITE], .movedIn),
        Story("renamed in and then written", [IN_MOVED_TO, IN_OPEN, IN_MODIFY], .open),
        Story("renamed in, written, closed", [IN_MOVED_TO, IN_OPEN, IN_MODIFY, IN_CLOSE_WRITE], .movedIn),
        Story("renamed over one that was being written", [IN_CREATE, IN_OPEN, IN_MODIFY, IN_MOVED_TO], .movedIn),
        Story("linked", [IN_CREATE], .linked),
        Story("linked and read by somebody", [IN_CREATE, IN_OPEN, IN_CLOSE_NOWRITE], .reopened),
        Story("made and not written", [IN_CREATE, IN_OPEN], .open),
        Story("made, written, not closed", [IN_CREATE, IN_OPEN, IN_MODIFY], .open),
        Story("made and closed", [IN_CREATE, IN_OPEN, IN_CLOSE_WRITE], .closed),
        Story("made, written, closed", [IN_CREATE, IN_OPEN, IN_MODIFY, IN_CLOSE_WRITE], .closed),
        Story(
            "closed, and opened by somebody who does nothing yet", [IN_CREATE, IN_OPEN, IN_CLOSE_WRITE, IN_OPEN],
            .reopened),
        Story("closed and read", [IN_CREATE, IN_OPEN, IN_CLOSE_WRITE, IN_OPEN, IN_CLOSE_NOWRITE], .closed),
        Story(
            "two writers, one has closed", [IN_CREATE, IN_OPEN, IN_MODIFY, IN_OPEN, IN_CLOSE_WRITE], .reopened),
        Story(
            "two writers whose openings are told as one; the second writes",
            [IN_CREATE, IN_OPEN, IN_MODIFY, IN_CLOSE_WRITE, IN_MODIFY], .open),
        Story(
            "the same, and both have closed",
            [IN_CREATE, IN_OPEN, IN_MODIFY, IN_CLOSE_WRITE, IN_MODIFY, IN_CLOSE_WRITE], .closed),
        Story(
            "two writers whose closings are told as one", [IN_CREATE, IN_OPEN, IN_MODIFY, IN_OPEN, IN_CLOSE_WRITE],
            .reopened),
        Story(
            "a reader whose opening is told together with the maker's", [IN_CREATE, IN_OPEN, IN_CLOSE_NOWRITE],
            .reopened),
        Story("it lay there, and is read", [IN_OPEN, IN_CLOSE_NOWRITE], .unknown),
        Story("it lay there, and is written", [IN_MODIFY], .open),
        Story("it lay there, and is closed: others may have it open", [IN_MODIFY, IN_CLOSE_WRITE], .unknown),
        Story("removed and made anew", [IN_MOVED_TO, IN_CREATE, IN_OPEN], .open),
        Story("the kernel has lost some news", [IN_MOVED_TO, IN_Q_OVERFLOW], nil),
        Story("the same, and then it is closed", [IN_CREATE, IN_Q_OVERFLOW, IN_CLOSE_WRITE], .unknown),
        Story("the same, and then it is renamed in", [IN_Q_OVERFLOW, IN_MOVED_TO], .movedIn),
    ]

    @Test("follows from what the kernel tells", arguments: stories)
    func told(story: Story) {
        var traces = WriterTraces()
        for mask in story.told { traces.hear(mask, "a") }
        #expect(traces.state(of: SpoolName("a")) == story.known)
    }

    @Test("goes along when a file gets another name, but a name that does not count yet says that it is whole")
    func renames() {
        var traces = WriterTraces()
        for mask in [IN_CREATE, IN_OPEN, IN_MODIFY] { traces.hear(mask, "a") }
        traces.hear(IN_MOVED_FROM, "a", cookie: 7)
        traces.hear(IN_MOVED_TO, "b", cookie: 7)
        #expect(traces.state(of: SpoolName("a")) == nil)
        #expect(traces.state(of: SpoolName("b")) == .open)
        // Nothing is known of `c`, which lay there.
        traces.hear(IN_MOVED_FROM, "c", cookie: 8)
        traces.hear(IN_MOVED_TO, "d", cookie: 8)
        #expect(traces.state(of: SpoolName("d")) == .unknown)
        for mask in [IN_CREATE, IN_OPEN, IN_MODIFY] { traces.hear(mask, "e.tmp") }
        #expect(traces.state(of: SpoolName("e.tmp")) == nil)
        traces.hear(IN_MOVED_FROM, "e.tmp", cookie: 9)
        traces.hear(IN_MOVED_TO, "e", cookie: 9)
        #expect(traces.state(of: SpoolName("e")) == .movedIn)
    }

    @Test("is forgotten when very many files have gone, and not before")
    func forgetting() {
        var traces = WriterTraces()
        for number in 0..<3_000 { traces.hear(IN_MOVED_TO, "\(number)") }
        traces.forget(allBut: (0..<1_500).map { SpoolName("\($0)") })
        #expect(traces.state(of: SpoolName("2999")) == .movedIn)
        traces.forget(allBut: [SpoolName("7")])
        #expect(traces.state(of: SpoolName("2999")) == nil)
        #expect(traces.state(of: SpoolName("7")) == .movedIn)
    }

    /// What programs do, and what the watch then knows: that the kernel tells it as the stories above have it. In a
    /// process of its own, for one that is just being started holds everything open that is open here.
    @Test("is what the kernel tells of what programs do")
    func kernel() async throws {
        let folder = NSTemporaryDirectory() + "writers-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            let spool = try SpoolDirectory(path: folder)
            let incoming = spool.incoming
            let before = creat(incoming + "/before", 0o644)
            let watch = try SpoolWatch(spool)
            func known(_ name: String) -> WriterState? {
                watch.listen()
                return watch.writers(of: SpoolName(name))
            }
            #expect(known("before") == nil)
            write(before, "x", 1)
            #expect(known("before") == .open)
            close(before)
            #expect(known("before") == .unknown)

            let first = creat(incoming + "/a", 0o644)
            #expect(known("a") == .open)
            let second = open(incoming + "/a", O_WRONLY | O_APPEND)
            #expect(known("a") == .open)
            close(first)
            #expect(known("a") == .reopened)
            write(second, "x", 1)
            #expect(known("a") == .open)
            #expect(rename(incoming + "/a", incoming + "/b") == 0)
            #expect(known("a") == nil && known("b") == .open)
            close(second)
            #expect(known("b") == .closed)

            // A file without a name that gets one when it is whole.
            let unnamed = open(folder, O_WRONLY | 0o20200000, 0o644)
            write(unnamed, "x", 1)
            #expect(
                linkat(AT_FDCWD, "/proc/self/fd/\(unnamed)", AT_FDCWD, incoming + "/linked", AT_SYMLINK_FOLLOW) == 0)
            close(unnamed)
            #expect(known("linked") == .linked)

            // What is replaced is written on, and that is not told of the new file.
            let old = creat(incoming + "/c", 0o644)
            let new = creat(incoming + "/.c", 0o644)
            #expect(rename(incoming + "/.c", incoming + "/c") == 0)
            write(old, "x", 1)
            #expect(known("c") == .movedIn)
            close(old)
            unlink(incoming + "/c")
            close(creat(incoming + "/c", 0o644))
            write(new, "x", 1)
            #expect(known("c") == .closed)
        }
    }
}

extension WriterTraces {
    fileprivate mutating func hear(_ mask: Int32, _ name: String, cookie: UInt32 = 0) {
        Array(name.utf8).withUnsafeBytes { bytes in
            let name = mask == IN_Q_OVERFLOW ? bytes[0..<0] : bytes[...]
            note(InotifyQueue.Notice(mask: UInt32(mask), cookie: cookie, name: name))
        }
    }
}
