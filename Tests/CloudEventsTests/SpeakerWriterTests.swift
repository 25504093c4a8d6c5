import Events
import Testing

@testable import CloudEvents

/// By whom an answer is said is put into its text, whatever stands there; all else stays as it came.
@Suite struct SpeakerWriterTests {
    @Test(arguments: [
        (#"{"data":{"task":"t"}}"#, #"{"data":{"by":"kim","task":"t"}}"#),
        (#"{"data":{"task":"t","by":"eve"}}"#, #"{"data":{"task":"t","by":"kim"}}"#),
        (#"{"data":{"by":null,"task":"t"}}"#, #"{"data":{"by":"kim","task":"t"}}"#),
        (#"{"data":{}}"#, #"{"data":{"by":"kim"}}"#), (#"{"data": { } }"#, #"{"data": {"by":"kim" } }"#),
        // Keys are what they mean, however they are written.
        (#"{"d\u0061ta":{"\u0062y":"eve","x":1}}"#, #"{"d\u0061ta":{"\u0062y":"kim","x":1}}"#),
        // Only that of `data`, and of nothing in it.
        (
            #"{"by":"eve","x":{"by":"eve","data":{"by":"eve"}},"data":{"x":{"by":"eve"},"task":"by"}}"#,
            #"{"by":"eve","x":{"by":"eve","data":{"by":"eve"}},"data":{"by":"kim","x":{"by":"eve"},"task":"by"}}"#
        ),
        (
            #"{"s":"\"data\":{","n":-1.5e3,"l":[1,{"a":"]"}],"t":true,"data":{"by":"ev\"e","z":2}}"#,
            #"{"s":"\"data\":{","n":-1.5e3,"l":[1,{"a":"]"}],"t":true,"data":{"by":"kim","z":2}}"#
        ),
        (
            "{\n \"data\" :\t{ \"by\" : \"eve\" ,\r\n \"x\" : 1 } }",
            "{\n \"data\" :\t{ \"by\" : \"kim\" ,\r\n \"x\" : 1 } }"
        ),
    ])
    func isSaid(text: String, expected: String) { #expect(written(text, "kim") == expected) }

    @Test func aNameIsEscaped() {
        #expect(written(#"{"data":{"by":1}}"#, "a\"\\b\n") == #"{"data":{"by":"a\"\\b\n"}}"#)
    }

    @Test(arguments: ["", "{", "{}", "[]", #"{"data":null}"#, #"{"data":[{"by":1}]}"#, #"{"data""#, #"{"data":"#])
    func whatHasNoDataSaysNothing(text: String) { #expect(written(text, "kim") == nil) }

    private func written(_ text: String, _ name: Text) -> String? {
        Array(text.utf8).withUnsafeBytes { SpeakerWriter().text($0, saidBy: name) }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
