import Events
import TaskFiles
import Testing

@testable import BoardServer

@Suite("What the board is told at its start")
struct SettingsTests {
    @Test(
        "where it listens",
        arguments: [
            ("/run/board.sock", ListenPlace.path("/run/board.sock")),
            ("127.0.0.1:80", .tcp(host: "127.0.0.1", port: 80)),
            ("[::1]:8080", .tcp(host: "::1", port: 8_080)), ("8080", nil), (":8080", nil), ("host:", nil),
            ("h:99999", nil),
        ] as [(String, ListenPlace?)])
    func places(text: String, place: ListenPlace?) {
        #expect(ListenPlace(text) == place)
    }

    @Test("the event that says that somebody was reached")
    func contact() throws {
        let event = try #require(ContactEvent("email.sent auto=false count=2 outcome=spoke"))
        #expect(
            String(decoding: event.event(id: "i", of: "c\"1", at: Timestamp(seconds: 0)).bytes, as: UTF8.self)
                == #"{"specversion":"1.0","id":"i","source":"/outreachd/board","type":"email.sent","subject":"c\"1","#
                + #""time":"1970-01-01T00:00:00Z","data":{"auto":false,"count":2,"outcome":"spoke"}}"#)
    }

    @Test("is an event's type with fields, or nothing", arguments: ["", "call", "a=b", "call.made =x", "call.made x"])
    func noContact(text: String) {
        #expect(ContactEvent(text) == nil)
    }
}
