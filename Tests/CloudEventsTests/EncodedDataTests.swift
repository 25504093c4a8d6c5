import Events
import Foundation
import Testing

@testable import CloudEvents

@Suite("Data in base64")
struct EncodedDataTests {
    static func event(_ held: String, data: String? = nil) -> String {
        encoded("\"\(Data(held.utf8).base64EncodedString())\"", data: data)
    }

    static func encoded(_ value: String, data: String? = nil) -> String {
        eventText(data: data).dropLast() + ",\"data_base64\":\(value)}"
    }

    func rejection(_ text: String) throws -> RejectionCode? { try read(text).first?.rejection?.code }

    @Test("that holds JSON is read as data")
    func held() throws {
        let text = Self.event(#"{"order":"ö-9","days":2}"#)
        #expect(try read(text).first?.event?.fields == [.text("ö-9"), .number(2), nil, nil, nil])
        // The event before is no part of the next.
        let two = try read([text, Self.event(#"{"order":"o","days":3}"#), text].joined(separator: "\n"))
        #expect(two.map { $0.event?.fields[1] } == [.number(2), .number(3), .number(2)])
    }

    @Test("Escapes of JSON are those of the text, not of what it holds")
    func escaped() throws {
        let text = Self.event(#"{"order":"o?>~","days":2}"#).replacing("/", with: "\\/")
        #expect(try read(text).first?.event?.fields[0] == .text("o?>~"))
    }

    @Test("is empty if it holds nothing, or null", arguments: ["", "null", " null\n", "{}"])
    func empty(held: String) throws {
        let event = Self.event(held).replacing("delivery.delayed", with: "call.completed")
        #expect(try read(event).first?.event?.fields == [nil])
    }

    @Test("absent is what null is")
    func null() throws {
        #expect(try read(Self.encoded("null", data: #"{"order":"o","days":2}"#)).first?.event != nil)
        #expect(try read(Self.event(#"{"order":"o","days":2}"#, data: "null")).first?.event != nil)
    }

    @Test("beside data, or that does not decode, is rejected, also of a type that nobody declares")
    func bad() throws {
        let bad: [(RejectionCode, String)] = [
            (.dataBase64, Self.event(#"{"order":"o","days":2}"#, data: "{}")),
            (.dataBase64, Self.encoded("\"e30\"")), (.dataBase64, Self.encoded("\"e3 0=\"")),
            (.dataBase64, Self.encoded("\"e30=\\n\"")), (.dataBase64, Self.encoded("\"=e30\"")),
            (.dataBase64, Self.encoded("\"e3==\"".replacing("e3", with: "e-"))),
            (.dataBase64, Self.encoded("\"====\"")),
            (.dataBase64, Self.encoded("7")), (.dataBase64, Self.event("hello")), (.dataBase64, Self.event("{")),
            (.dataNotAnObject, Self.event("[1]")), (.dataNotAnObject, Self.event("\"text\"")),
            (.duplicateKey, Self.event(#"{"order":"o","days":2,"order":"o"}"#)),
            (.duplicateKey, Self.encoded("null,\"data_base64\":null")),
        ]
        for (code, text) in bad {
            #expect(try rejection(text) == code, "\(text)")
            #expect(try rejection(text.replacing("delivery.delayed", with: "shop.left")) == code, "\(text)")
        }
    }

    @Test("decodes as Foundation does")
    func agreement() throws {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            let text = Array(Data(bytes).base64EncodedString().utf8)
            #expect(text.withUnsafeBufferPointer { EncodedData.decoded($0) } == bytes)
        }
    }

    @Test("By whom an answer is said is put into it too")
    func speaker() throws {
        func said(_ text: String) -> String? {
            Array(text.utf8).withUnsafeBytes { SpeakerWriter().text($0, saidBy: "kim") }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        let held = Data("{\"task\":\"t\",\n\"by\":\"eve\"}".utf8).base64EncodedString()
        #expect(
            said(#"{"id":"1","data_base64":"\#(held)","x":2}"#) == #"{"id":"1","data":{"task":"t","by":"kim"},"x":2}"#)
        #expect(
            said(#"{"data_base64":"\#(held)","data":null}"#)
                == #"{"data_base64":null,"data":{"task":"t","by":"kim"}}"#)
        #expect(said(#"{"data_base64":"bnVsbA=="}"#) == nil)
    }
}
