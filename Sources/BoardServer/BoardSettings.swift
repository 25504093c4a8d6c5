package import Board

/// What the board is told at its start.
package struct BoardSettings: Sendable {
    /// The folder with `incoming/` and `tasks/`.
    package var spool: String
    /// The socket of the daemon.
    package var control: String
    /// Where answers wait that may still be taken back; nil keeps them in memory only.
    package var state: String?
    /// Whose members may look and answer.
    package var deskGroup: String
    /// The uids of programs that may say for whom they ask.
    package var proxies: Set<UInt32> = []
    /// Who asks over TCP, where the kernel tells nobody's uid.
    package var tcp = TCPTrust.nobody
    /// Names under which the board is asked for, besides those of the machine itself; empty from a proxy is any.
    package var hosts: Set<String> = []
    package var customerLink: CustomerLink?
    /// What is told of a customer who was reached, besides that the task is done.
    package var reached: ContactEvent?
    /// A file of HTML that somebody makes, to be shown as it is.
    package var report: String?
    /// A file with links for teams.
    package var views: String?
    package var limits = Limits()

    package enum TCPTrust: Sendable, Equatable {
        /// Nobody is let in.
        case nobody
        /// Whoever connects is a proxy.
        case proxy
        /// Whoever connects is this person.
        case person(String)
    }

    package struct Limits: Sendable {
        /// Connections at once; others wait in the kernel's queue.
        package var connections = 1_024
        /// Bytes of a head, and of a body.
        package var head = 16 << 10
        package var body = 16 << 10
        /// Seconds for a head to come in, for a body, between two requests, and for a client to take what was sent.
        package var headSeconds: Int64 = 10
        package var bodySeconds: Int64 = 20
        package var idleSeconds: Int64 = 75
        package var stalledSeconds: Int64 = 30
        /// Seconds in which an answer may be taken back.
        package var undoSeconds: Int64 = 5

        package init() {}
    }

    package init(spool: String, control: String, deskGroup: String) {
        self.spool = spool
        self.control = control
        self.deskGroup = deskGroup
    }
}
