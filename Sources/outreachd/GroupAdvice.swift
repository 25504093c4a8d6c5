import CLinux
import Glibc

/// What helps somebody whom the system did not let: the group whose members it lets.
struct GroupAdvice {
    /// What is to be done there, as in the modes of a file.
    enum Need: UInt16 {
        case read = 4
        /// For a socket.
        case write = 6
        /// For a folder.
        case list = 5
        case make = 3
    }

    /// The folder or file that was wanted.
    let path: String
    let need: Need
    /// The spool that it belongs to, if that is known: who may drop events there and no more is told what that is good for.
    var spool: String?

    /// A sentence with what to do about it; as it is where joining a group would not help.
    func added(to sentence: String, errno code: Int32) -> String {
        guard code == EACCES || code == EPERM, let group = helpful else { return sentence }
        let sentence = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        if isMember(of: group.id) {
            return
                "\(sentence); you are a member of the group \(group.name), but were not yet when you logged in: log in anew"
        }
        if let feeder { return "\(sentence); only members of the group \(group.name) may. \(feeder)" }
        return
            "\(sentence); members of the group \(group.name) may: sudo usermod -aG \(group.name) \(userName), then log in anew"
    }

    /// What a program or person may look at who drops events and has no business with tasks; nil for everybody else.
    private var feeder: String? {
        guard let spool, need != .make, access(spool + "/incoming", W_OK | X_OK) == 0 else { return nil }
        let rejected = spool + "/rejected"
        var status = stat()
        var readers = "the administrator"
        if stat(rejected, &status) == 0, status.st_gid != 0, status.st_mode & 0o050 == 0o050,
            let entry = getgrgid(status.st_gid), let name = entry.pointee.gr_name
        {
            readers = "members of the group \(String(cString: name))"
        }
        let rules = spool == SpoolOptions.packaged ? "/etc/outreachd/rules" : "PATH"
        return
            "You may drop events. outreachd replay --rules \(rules) FILE says beforehand which would be rejected; those "
            + "that were lie in \(rejected), with the reason, for \(readers) to read"
    }

    private struct Group {
        let id: gid_t
        let name: String
    }

    /// The group whose members are let by what does not let us: one that an ACL names, or that of the file. Nobody should
    /// join that of root.
    private var helpful: Group? {
        let (place, bits) = obstacle
        var status = stat()
        guard stat(place, &status) == 0, status.st_uid != geteuid() else { return nil }
        let list = AccessList(path: place)
        let groups = list?.groups ?? [(status.st_gid, UInt16(status.st_mode >> 3 & 7))]
        for (id, permissions) in groups where id != 0 && permissions & bits == bits {
            let id = id == AccessList.owningGroup ? status.st_gid : id
            if id != 0, let entry = getgrgid(id), let name = entry.pointee.gr_name {
                return Group(id: id, name: String(cString: name))
            }
        }
        return nil
    }

    /// What does not let us: a folder on the way, or what was wanted; and the bits that it would take.
    private var obstacle: (path: String, bits: UInt16) {
        var way = ""
        for part in path.split(separator: "/").dropLast() {
            way += path.hasPrefix("/") || !way.isEmpty ? "/\(part)" : "\(part)"
            if access(way, X_OK) != 0 { return (way, 1) }
        }
        return (path, need.rawValue)
    }

    /// Whether that is so for the machine, which a session that began before does not know.
    private func isMember(of group: gid_t) -> Bool {
        guard let entry = getpwuid(geteuid()) else { return false }
        var count: Int32 = 256
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(entry.pointee.pw_name, entry.pointee.pw_gid, &groups, &count) >= 0 else { return false }
        return groups.prefix(Int(count)).contains(group)
    }
}

/// The groups of an access control list, as the kernel keeps it beside a file (linux/posix_acl_xattr.h).
private struct AccessList {
    /// Stands for the group of the file.
    static let owningGroup = gid_t.max

    /// With what each may do, the mask applied; those that are named first.
    let groups: [(id: gid_t, permissions: UInt16)]

    /// Nil where a file has none.
    init?(path: String) {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = access_list(path, &bytes, bytes.count)
        // A version, then entries: tag and permissions of two bytes, an id of four.
        guard count >= 4 else { return nil }
        var named: [(id: gid_t, permissions: UInt16)] = []
        var own: [(id: gid_t, permissions: UInt16)] = []
        var mask: UInt16 = 7
        for start in stride(from: 4, through: count - 8, by: 8) {
            let entry = bytes[start..<start + 8].enumerated().reduce(UInt64(0)) {
                $0 | UInt64($1.element) << (8 * $1.offset)
            }
            let (permissions, id) = (UInt16(truncatingIfNeeded: entry >> 16), gid_t(truncatingIfNeeded: entry >> 32))
            switch UInt16(truncatingIfNeeded: entry) {
            case 0x04: own.append((Self.owningGroup, permissions))
            case 0x08: named.append((id, permissions))
            case 0x10: mask = permissions
            default: break
            }
        }
        groups = (named + own).map { ($0.id, $0.permissions & mask) }
    }
}

/// Who is logged in: who called sudo(8), else the user whose process this is.
var userName: String {
    if let caller = getenv("SUDO_USER"), caller.pointee != 0 { return String(cString: caller) }
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return "\(getuid())"
}
