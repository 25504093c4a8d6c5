import Events
import Glibc

/// What is wrong with one event.
struct Fault: Error {
    let code: RejectionCode
    let detail: String
}
