import Foundation

/// The states that programs of earlier versions left: see `Earlier/make`.
package enum EarlierState {
    /// The versions of which there is one.
    package static let versions = [1, 2, 3, 4, 5, 6, 7]

    /// How many events are in it: from version 5 on those of types are kept too that nobody declares.
    package static func events(_ version: Int) -> Int { version < 5 ? 28 : 30 }

    /// The rules under which each was made.
    package static func rules() throws -> String {
        try Checkout.text("Tests/TestSupport/Earlier/story.rules")
            .replacing("unless call.made or parcel.delivered", with: "unless parcel.delivered")
    }

    /// Puts the files of a state into a folder that is there.
    package static func unpack(_ version: Int, into folder: String) throws {
        let made = "Tests/TestSupport/Earlier/schema-\(version)/"
        let database = folder + "/outreachd.sqlite"
        guard FileManager.default.createFile(atPath: database, contents: nil),
            let output = FileHandle(forWritingAtPath: database)
        else { throw CocoaError(.fileWriteUnknown) }
        let unpacking = Process()
        unpacking.executableURL = URL(filePath: "/usr/bin/env")
        unpacking.arguments = ["gzip", "-dc", Checkout.path(made + "outreachd.sqlite.gz")]
        unpacking.standardOutput = output
        try unpacking.run()
        unpacking.waitUntilExit()
        guard unpacking.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        let seal = Checkout.path(made + "seal")
        if FileManager.default.fileExists(atPath: seal) {
            try FileManager.default.copyItem(atPath: seal, toPath: folder + "/seal")
        }
    }
}
