import Glibc

/// The users and groups of the machine.
enum Accounts {
    /// The name of a user; nil if there is none.
    static func name(of uid: UInt32) -> String? {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return String(cString: entry.pw_name)
    }

    /// The number of a user; nil if there is none.
    static func uid(of name: String) -> UInt32? {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.pw_uid
    }

    /// The number of a group; nil if there is none.
    static func gid(of group: String) -> UInt32? {
        var entry = Glibc.group()
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        var found: UnsafeMutablePointer<Glibc.group>?
        guard getgrnam_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.gr_gid
    }

    /// Whether somebody is a member of a group: it is the user's own, or names the user. Who has no account on the machine
    /// may be named by a group nevertheless.
    static func isMember(_ name: String, of group: UInt32) -> Bool {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        var found: UnsafeMutablePointer<passwd>?
        let isUser = getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0 && found != nil
        var count: Int32 = 1_024
        var groups = [gid_t](repeating: 0, count: Int(count))
        // Without an account there is no own group; nobody's is given.
        guard getgrouplist(name, isUser ? entry.pw_gid : gid_t.max, &groups, &count) >= 0 else { return false }
        return groups.prefix(Int(count)).contains(group)
    }
}

/// The number of a user; nil if there is none of that name.
package func userID(named name: String) -> UInt32? { Accounts.uid(of: name) }
