import Control
import Events
import Testing

@testable import Daemon

/// Questions about customers over the socket.
extension ControlChannelTests {
    @Test func whatComesAndWhatWasAndWhatIf() async throws {
        try house.drop("a.ndjson", House.late("e-1", "c-1", "o-1"))
        try await serving(after: .hours(1)) {
            try await started()
            let coming = try await ask(ControlRequest(.coming, within: "1d", limit: 10)).coming
            #expect(coming?.waits.map(\.customer) == ["c-1"])
            #expect(try await ask(ControlRequest(.story, customer: "c-1")).story?.events.map(\.id) == ["e-1"])
            let call = House.call("what-if", "c-1", after: .hours(1))
            #expect(try await ask(ControlRequest(.whatIf, event: call)).whatIf?.waits.count == 1)
            // And what is none.
            #expect(try await ask(ControlRequest(.coming, within: "soon")).error?.contains("no duration") == true)
            #expect(try await ask(ControlRequest(.story, customer: "c-9")).error?.contains("knows no customer") == true)
            #expect(try await ask(ControlRequest(.whatIf, event: "{}")).error?.contains("no event") == true)
        }
    }
}
