import Glibc
import Telemetry

/// The `process_*` families: processor time, descriptors, memory, threads and start time of this process, under the names
/// that every Prometheus client uses.
///
/// What the platform has not is left out.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>
public struct ProcessCollector: Collector {
    private let proc: ProcFolder
    private let descriptors: DescriptorCount
    private let pageSize: Int
    private let startTime: Double?

    /// - Parameter root: where the process file system is mounted.
    public init(root: String = "/proc") {
        self.init(root: root, pageSize: sysconf(Int32(_SC_PAGESIZE)), ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
    }

    /// - Parameters:
    ///   - root: where the process file system is mounted.
    ///   - pageSize: bytes of a page of memory.
    ///   - ticksPerSecond: the unit of the start time.
    init(root: String, pageSize: Int, ticksPerSecond: Int) {
        proc = ProcFolder(root: root)
        descriptors = DescriptorCount(proc: proc)
        self.pageSize = pageSize
        startTime = Self.startTime(in: proc, ticksPerSecond: ticksPerSecond)
    }

    public func collect() -> [FamilySnapshot] {
        let status = Self.status(in: proc)
        return [
            family(
                "cpu_seconds_total", .counter, "Processor time of all threads, user and system.", Self.processorTime()),
            family("open_fds", .gauge, "Open file descriptors.", descriptors.now().map(Double.init)),
            family("max_fds", .gauge, "File descriptors that may be open.", descriptorLimit()),
            family(
                "virtual_memory_bytes", .gauge, "Size of the address space.", status.map { Double($0.virtualMemory) }),
            family(
                "resident_memory_bytes", .gauge, "Memory that is in RAM.",
                status.map { Double($0.residentPages * pageSize) }),
            family("threads", .gauge, "Threads of the operating system.", status.map { Double($0.threads) }),
            family("start_time_seconds", .gauge, "When the process started, in seconds of Unix time.", startTime),
        ].compactMap { $0 }
    }

    private func family(_ name: String, _ kind: FamilyKind, _ help: String, _ value: Double?) -> FamilySnapshot? {
        value.map { FamilySnapshot(name: "process_\(name)", help: help, kind: kind, number: $0) }
    }

    private static func status(in proc: ProcFolder) -> ProcessStatus? {
        proc.text("self/stat").flatMap(ProcessStatus.init(parsing:))
    }

    /// Seconds, from the clock that has nanoseconds: the file has hundredths of a second, too coarse for a graph that is
    /// drawn every second.
    private static func processorTime() -> Double? {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The soft limit; infinite where the kernel sets none.
    private func descriptorLimit() -> Double? {
        proc.text("self/limits")?
            .split(separator: "\n")
            .first { $0.hasPrefix("Max open files") }
            .flatMap { $0.split(separator: " ").dropFirst(3).first }
            .flatMap { $0 == "unlimited" ? .infinity : Double($0) }
    }

    /// Read once: the boot time moves a little when the clock is set, and the start of a process must not.
    private static func startTime(in proc: ProcFolder, ticksPerSecond: Int) -> Double? {
        let boot = proc.text("stat")?
            .split(separator: "\n")
            .first { $0.hasPrefix("btime ") }
            .flatMap { Double($0.dropFirst(6)) }
        guard let boot, let ticks = status(in: proc)?.startTicks, ticksPerSecond > 0 else { return nil }
        return boot + Double(ticks) / Double(ticksPerSecond)
    }
}
