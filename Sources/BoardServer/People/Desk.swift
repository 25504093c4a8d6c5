import Events
import Glibc
import Synchronization

/// Who may look at the board and answer: members of the desk's group, and root.
final class Desk: Sendable {
    /// Why somebody is not let in.
    enum Refusal: Error, Equatable {
        case unknownPeer
        case unknownUser(UInt32)
        case noMember(String, group: String)
        case proxyNamesNobody
        case wrongHost(String)

        var sentence: String {
            switch self {
            case .unknownPeer: "Nobody can be told apart over TCP. Come over the Unix socket, or through a proxy."
            case .unknownUser(let uid): "The user \(uid) has no name on this machine."
            case .noMember(let name, let group):
                "\(name.shown(upTo: 64)) is not a member of the group \(group). An administrator can add you: "
                    + "usermod -aG \(group) \(name.shown(upTo: 64))"
            case .proxyNamesNobody: "The proxy does not say who asks (X-Remote-User)."
            case .wrongHost(let host):
                "The board does not answer for \(host.shown(upTo: 100)). Its names are localhost and those of --host."
            }
        }
    }

    /// What the kernel tells of who has connected.
    enum Peer: Hashable, Sendable {
        case user(UInt32)
        case tcp
    }

    private struct Looked {
        var isMember: Bool
        var at: ContinuousClock.Instant
    }

    private let settings: BoardSettings
    private let seen = Mutex<[String: Looked]>([:])
    /// A change of the group is heard after so long.
    private static let remembered = Duration.seconds(10)
    private static let rememberedAtMost = 10_000

    init(_ settings: BoardSettings) { self.settings = settings }

    /// Who asks.
    /// - Parameters:
    ///   - named: whom the request says it is from.
    ///   - host: the name by which the board is asked for.
    func person(_ peer: Peer, named: String?, host: String?) async throws(Refusal) -> String {
        let isProxy: Bool
        switch peer {
        case .user(let uid): isProxy = settings.proxies.contains(uid)
        case .tcp: isProxy = settings.tcp == .proxy
        }
        try check(host, isProxy: isProxy)
        if isProxy {
            guard let named, !named.isEmpty, named.utf8.count <= 256 else { throw .proxyNamesNobody }
            return try await member(named)
        }
        switch peer {
        case .tcp:
            guard case .person(let name) = settings.tcp else { throw .unknownPeer }
            return name
        case .user(let uid):
            guard let name = await offLoop({ Accounts.name(of: uid) }) else { throw .unknownUser(uid) }
            return uid == 0 ? name : try await member(name)
        }
    }

    /// A page of another site that is led to this port by its name server would have that site's name.
    private func check(_ host: String?, isProxy: Bool) throws(Refusal) {
        if isProxy && settings.hosts.isEmpty { return }
        let host = host ?? ""
        var name = host[...]
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") { name = name[..<colon] }
        let known = ["localhost", "127.0.0.1", "[::1]"]
        guard known.contains(name.lowercased()) || settings.hosts.contains(name.lowercased()) else {
            throw .wrongHost(host)
        }
    }

    private func member(_ name: String) async throws(Refusal) -> String {
        let now = ContinuousClock.now
        if let looked = seen.withLock({ $0[name] }), looked.at.advanced(by: Self.remembered) > now {
            if looked.isMember { return name }
            throw .noMember(name, group: settings.deskGroup)
        }
        let group = settings.deskGroup
        let isMember = await offLoop { Accounts.gid(of: group).map { Accounts.isMember(name, of: $0) } ?? false }
        seen.withLock { seen in
            if seen.count >= Self.rememberedAtMost { seen = [:] }
            seen[name] = Looked(isMember: isMember, at: now)
        }
        if isMember { return name }
        throw .noMember(name, group: group)
    }
}
