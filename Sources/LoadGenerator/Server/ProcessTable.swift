import Glibc

/// The processes of this machine, from `/proc`.
enum ProcessTable {
    /// `roots`, their children, and so on.
    static func withDescendants(_ roots: [Int32]) -> [Int32] {
        var children: [Int32: [Int32]] = [:]
        for pid in all() {
            if let stat = stat(of: pid) { children[stat.parent, default: []].append(pid) }
        }
        var found: [Int32] = []
        var open = roots
        while let pid = open.popLast() {
            guard !found.contains(pid) else { continue }
            found.append(pid)
            open += children[pid] ?? []
        }
        return found
    }

    static func stat(of pid: Int32) -> ProcessStat? {
        SmallFile.text("/proc/\(pid)/stat").flatMap(ProcessStat.init(parsing:))
    }

    static func residentKiB(of pid: Int32) -> Int? {
        SmallFile.text("/proc/\(pid)/status").flatMap(residentKiB(inStatus:))
    }

    /// The number in the line `VmRSS:     1234 kB` of `/proc/PID/status`.
    static func residentKiB(inStatus text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
            let fields = line.split { $0 == " " || $0 == "\t" }
            return fields.count > 1 ? Int(fields[1]) : nil
        }
        return nil
    }

    private static func all() -> [Int32] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var pids: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let pid = Int32(name) { pids.append(pid) }
        }
        return pids
    }
}
