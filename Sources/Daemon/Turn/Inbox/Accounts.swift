import Events
import Glibc
package import RuleLanguage

/// The users and groups of a machine. A test has its own.
package struct Accounts: Sendable {
    /// What is to be known of somebody.
    package enum Asked: Sendable {
        case name
        case nameAndGroups
    }

    /// Who the owner of a file is, by its uid.
    /// - Throws: if nobody can tell just now.
    package let bringer: @Sendable (_ uid: UInt32, _ asked: Asked) throws(DaemonError) -> Bringer
    /// Whether there is such a user or group; true if nobody can tell just now.
    package let knows: @Sendable (Owner) -> Bool

    /// As getpwuid(3), getgrouplist(3) and their kin tell: files, and whatever nsswitch.conf(5) names besides.
    package static let machine = Accounts(
        bringer: { (uid, asked) throws(DaemonError) in try MachineAccounts.bringer(uid, asked) },
        knows: MachineAccounts.knows)

    /// One sentence for each user and group that rules name and the machine does not know.
    package func unknown(in origin: Origin) -> [String] {
        let named = origin.feeds.flatMap { feed in feed.owners.map { ($0, "the feed \(feed.name)") } }
        let answers = origin.answers.map { answers in
            (answers.owners + answers.deputies.map(Owner.user)).map { ($0, "answers") }
        }
        return (named + (answers ?? [])).filter { !knows($0.0) }.map { owner, place in
            "this machine has no \(owner), of whom \(place) would be believed"
        }
    }
}

/// What the C library knows.
private enum MachineAccounts {
    static func bringer(_ uid: UInt32, _ asked: Accounts.Asked) throws(DaemonError) -> Bringer {
        switch asked {
        case .name:
            if let bringer = lasting[uid] { return bringer }
            return try named(uid, groups: false)
        case .nameAndGroups: return try named(uid, groups: true)
        }
    }

    /// Root and this process's own user keep their names while it runs: the one by custom, the other since usermod(8)
    /// renames nobody of whom a process runs. Each look reads files that a small turn would wait for.
    private static let lasting: [UInt32: Bringer] = {
        let known = [0, geteuid()].compactMap { uid in try? named(uid, groups: false) }.filter { $0.user != nil }
        return Dictionary(known.map { ($0.uid, $0) }) { first, _ in first }
    }()

    private static func named(_ uid: UInt32, groups areAsked: Bool) throws(DaemonError) -> Bringer {
        let isTrusted = uid == 0 || uid == geteuid()
        guard let user = try user(uid) else {
            return Bringer(uid: uid, user: nil, groups: [], maySayEverything: isTrusted)
        }
        var groups: Set<Text> = []
        for group in areAsked ? memberships(of: user.name, primary: user.group) : [] {
            if let name = try name(ofGroup: group, of: uid) { groups.insert(name) }
        }
        return Bringer(uid: uid, user: Text(user.name), groups: groups, maySayEverything: isTrusted)
    }

    static func knows(_ owner: Owner) -> Bool {
        switch owner {
        case .user(let name):
            return entry(of: passwd(), { getpwnam_r(name.string, $0, $1, $2, $3) }, { _ in true }).isKnown
        case .group(let name):
            return entry(of: group(), { getgrnam_r(name.string, $0, $1, $2, $3) }, { _ in true }).isKnown
        }
    }

    private static func user(_ uid: UInt32) throws(DaemonError) -> (name: String, group: gid_t)? {
        let found = entry(of: passwd(), { getpwuid_r(uid, $0, $1, $2, $3) }) { entry in
            (name: String(cString: entry.pw_name), group: entry.pw_gid)
        }
        switch found {
        case .known(let user): return user
        case .none: return nil
        case .failed(let code): throw .accounts(uid: uid, errno: code)
        }
    }

    private static func name(ofGroup gid: gid_t, of uid: UInt32) throws(DaemonError) -> Text? {
        switch entry(of: group(), { getgrgid_r(gid, $0, $1, $2, $3) }, { Text(String(cString: $0.gr_name)) }) {
        case .known(let name): return name
        case .none: return nil
        case .failed(let code): throw .accounts(uid: uid, errno: code)
        }
    }

    /// Of the primary group and all others.
    private static func memberships(of user: String, primary: gid_t) -> [gid_t] {
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var count = Int32(groups.count)
            if getgrouplist(user, primary, &groups, &count) >= 0 { return Array(groups.prefix(Int(count))) }
            guard groups.count < 1 << 20 else { return [primary] }
            groups = [gid_t](repeating: 0, count: max(Int(count), 2 * groups.count))
        }
    }

    private enum Found<Value> {
        case known(Value)
        case none
        case failed(errno: Int32)

        /// What cannot be looked up is not said to be missing.
        var isKnown: Bool {
            switch self {
            case .known, .failed: return true
            case .none: return false
            }
        }
    }

    /// Calls one of the functions that fill a buffer of ours, which is made larger until it suffices.
    private static func entry<Entry, Value>(
        of empty: Entry,
        _ call: (
            UnsafeMutablePointer<Entry>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
        ) -> Int32, _ read: (Entry) -> Value
    ) -> Found<Value> {
        var size = 1_024
        while true {
            var entry = empty
            var result: UnsafeMutablePointer<Entry>?
            let found: Found<Value>? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
                guard let base = buffer.baseAddress else { return .failed(errno: ENOMEM) }
                let code = call(&entry, base, size, &result)
                switch code {
                case 0: return result.map { .known(read($0.pointee)) } ?? Found.none
                // Some sources of names say so of what they do not have; see getpwnam(3).
                case ENOENT, ESRCH, EBADF, EPERM: return Found.none
                case EINTR,
                    ERANGE where size < 16 << 20:
                    return nil
                default: return .failed(errno: code)
                }
            }
            if let found { return found }
            size *= 2
        }
    }
}
