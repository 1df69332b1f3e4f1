/// The cores that this process may run on.
enum ProcessorCount {
    /// How many they are, at least 1. A CPU set of a container or of `taskset` counts; a share of CPU time does not.
    static var available: Int {
        guard let status = try? FileReading.bytes(of: "/proc/self/status", purpose: "the process's status") else { return 1 }
        return allowed(in: String(decoding: status, as: UTF8.self))
    }

    /// The cores in the line `Cpus_allowed` of a process's status: a mask in hexadecimal, commas between its words.
    ///
    /// Source: <https://man7.org/linux/man-pages/man5/proc_pid_status.5.html>
    static func allowed(in status: String) -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") } ?? ""
        let mask = line.drop { $0 != ":" }.dropFirst()
        return max(1, mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) })
    }
}
