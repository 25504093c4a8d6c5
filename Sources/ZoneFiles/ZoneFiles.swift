package import Events
import Glibc

/// The folder of the system's zones: what the environment's `TZDIR` names, else `/usr/share/zoneinfo`.
package func systemZoneDirectory() -> String {
    if let named = getenv("TZDIR"), named.pointee != 0 { return String(cString: named) }
    return "/usr/share/zoneinfo"
}

/// A zone by its name, such as `Europe/London`, from a folder of TZif files. `UTC` is known without any file, and a name
/// of former times, such as `US/Eastern`, without a file of its own.
package func loadZone(named name: Text, directory: String = systemZoneDirectory()) throws(ZoneFileError) -> Zone {
    do {
        return try readZone(name, named: name, directory: directory)
    } catch .unknown {
        guard let zone = try linkedZone(name, ZoneLinks(directory: directory), directory: directory) else {
            throw .unknown(name: name, directory: directory)
        }
        return zone
    }
}

/// The zone that a name of former times stands for, under that name; nil if it stands for none.
private func linkedZone(_ name: Text, _ links: ZoneLinks, directory: String) throws(ZoneFileError) -> Zone? {
    guard let target = links.target(of: name) else { return nil }
    do { return try readZone(target, named: name, directory: directory) } catch .unknown { return nil }
}

/// - Parameters:
///   - file: the zone whose file is read.
///   - name: what it is called.
private func readZone(_ file: Text, named name: Text, directory: String) throws(ZoneFileError) -> Zone {
    if file == "UTC" { return .utc }
    let parts = file.string.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isSafe = parts.allSatisfy { part in
        !part.isEmpty && part.first != UInt8(ascii: ".") && !part.contains(0)
    }
    guard isSafe else { throw .unsafeName(name) }
    let path = directory + "/" + file.string
    guard let bytes = try readFile(path) else {
        guard isDirectory(directory) else { throw .noZones(directory: directory) }
        throw .unknown(name: name, directory: directory)
    }
    do {
        return try Zone(name: name, tzif: bytes)
    } catch .notTZif {
        throw .unknown(name: name, directory: directory)
    } catch {
        throw .damaged(path: path, error)
    }
}

/// The names of all zones, those of former times too, without those of `posix/` and `right/`; `UTC` is among them.
package func allZoneNames(directory: String = systemZoneDirectory()) -> Set<Text> {
    let names = namesOfFiles(directory)
    let links = ZoneLinks(directory: directory)
    return names.union(links.names.filter { name in links.target(of: name).map(names.contains) ?? false })
}

private func namesOfFiles(_ directory: String) -> Set<Text> {
    var names: Set<Text> = ["UTC"]
    collect(in: directory, prefix: "", depth: 0, into: &names)
    return names
}

/// The site's zone (UTC if nil), those that calendars name, and all that are known if customers may name theirs.
package func zoneTable(
    site: Text?, calendars: [Text] = [], namedZones: Bool, directory: String = systemZoneDirectory()
) throws(ZoneFileError) -> ZoneTable {
    var siteZone = Zone.utc
    if let site { siteZone = try loadZone(named: site, directory: directory) }
    var named: [Text: Zone] = [:]
    for name in calendars { named[name] = try loadZone(named: name, directory: directory) }
    if namedZones {
        // A damaged file is a zone that nobody can name; the others are as good as before.
        for name in namesOfFiles(directory) where named[name] == nil {
            named[name] = try? readZone(name, named: name, directory: directory)
        }
        let links = ZoneLinks(directory: directory)
        for name in links.names where named[name] == nil {
            named[name] = try? linkedZone(name, links, directory: directory)
        }
    }
    return ZoneTable(site: siteZone, named: named)
}

/// Zones stand at most three folders deep; a link that leads back must not lead us round.
private func collect(in folder: String, prefix: String, depth: Int, into names: inout Set<Text>) {
    guard depth < 4, let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix(".") || noZoneNames.contains(name) { continue }
        let path = folder + "/" + name
        if isDirectory(path) {
            collect(in: path, prefix: prefix + name + "/", depth: depth + 1, into: &names)
        } else if startsAsTZif(path) {
            names.insert(Text(prefix + name))
        }
    }
}

private let noZoneNames: Set<String> = ["posix", "right", "posixrules", "localtime"]

private func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func startsAsTZif(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var magic: [UInt8] = [0, 0, 0, 0]
    return Glibc.read(descriptor, &magic, 4) == 4 && magic.elementsEqual("TZif".utf8)
}

/// The bytes of a file; nil if there is none. A zone file has a few kilobytes, so what is larger is none.
func readFile(_ path: String) throws(ZoneFileError) -> [UInt8]? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 {
        if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return nil }
        throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    guard status.st_size <= 1 << 20 else { throw .damaged(path: path, .notTZif) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
        let count = bytes.withUnsafeMutableBytes { buffer in
            Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
        }
        if count < 0, errno == EINTR { continue }
        if count < 0 { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        if count == 0 { break }
        filled += count
    }
    return Array(bytes.prefix(filled))
}
