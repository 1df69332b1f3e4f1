import Glibc

/// Reads how much processor time and memory the server's processes use, their descendants included.
struct ServerProbe {
    private let roots: [Int32]

    /// - Parameter roots: the processes; none makes every reading zero.
    init(roots: [Int32]) { self.roots = roots }

    /// - Throws: ``LoadError`` when one of the processes is not there.
    func read() throws(LoadError) -> ServerReading {
        var reading = ServerReading()
        guard !roots.isEmpty else { return reading }
        for pid in ProcessTable.withDescendants(roots) {
            guard let stat = ProcessTable.stat(of: pid), let time = Self.processorTime(of: pid) else {
                if roots.contains(pid) { throw .server("process \(pid) is not running, or may not be looked at") }
                continue
            }
            reading.processorTimes[pid] = time
            reading.userTicks += stat.userTicks
            reading.systemTicks += stat.systemTicks
            reading.residentKiB += ProcessTable.residentKiB(of: pid) ?? 0
        }
        return reading
    }

    /// All threads, in nanoseconds: the process's clock counts finer than the 10 ms ticks of /proc (clock_getcpuclockid(3)).
    private static func processorTime(of pid: Int32) -> Int64? {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
