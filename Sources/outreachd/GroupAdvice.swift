import Glibc

/// The groups of the package that a command may ask for, on a machine where it is installed.
enum GroupAdvice: String {
    /// Reads tasks and answers them, and asks the daemon.
    case desk = "outreachd-desk"

    /// A sentence with what to do about it, where the system did not let us.
    func added(to sentence: String, errno code: Int32) -> String {
        guard code == EACCES || code == EPERM else { return sentence }
        let sentence = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        return
            "\(sentence); members of the group \(rawValue) may: sudo usermod -aG \(rawValue) \(userName), then log in anew"
    }
}

/// Who is logged in: who called sudo(8), else the user whose process this is.
var userName: String {
    if let caller = getenv("SUDO_USER"), caller.pointee != 0 { return String(cString: caller) }
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return "\(getuid())"
}
