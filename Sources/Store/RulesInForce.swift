package import Events
import Foundation
import GRDB

/// The rules in force, as the store keeps them.
package struct RulesInForce: Sendable, Equatable {
    /// The text of the files, in the form of whoever handed it in.
    package var text: [UInt8]
    /// Of the Engine: customers folded under another one are to be folded anew.
    package var fingerprint: Text
    /// What they say of who gets a task and what holds it back: what is held under another one is to be asked anew.
    package var outreach: Text
    /// When they were loaded.
    package var loaded: Timestamp

    package init(text: [UInt8], fingerprint: Text, outreach: Text = "", loaded: Timestamp) {
        self.text = text
        self.fingerprint = fingerprint
        self.outreach = outreach
        self.loaded = loaded
    }
}
