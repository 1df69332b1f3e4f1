import Glibc
import Telemetry

/// What this process uses.
struct ProcessArea: HostArea {
    private var status: HostFile
    private let descriptors: DescriptorCount
    private let pageSize: Double
    private let startTime: Double?
    private let limits: @Sendable () -> ProcessLimits
    private let processorTime: @Sendable () -> Double?
    private var table = FamilyTable(Self.families)

    init(
        proc: HostFolder, pageSize: Int, ticksPerSecond: Int, limits: @escaping @Sendable () -> ProcessLimits,
        processorTime: @escaping @Sendable () -> Double?
    ) {
        status = proc.file("self/stat")
        descriptors = DescriptorCount(proc: proc)
        self.pageSize = Double(pageSize)
        self.limits = limits
        self.processorTime = processorTime
        startTime = Self.startTime(in: proc, ticksPerSecond: ticksPerSecond)
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        let status = try Self.status(&status)
        let limits = limits()
        table.begin(&output)
        append(0, processorTime())
        append(1, descriptors.now().map(Double.init))
        append(2, limits.descriptors)
        append(3, status.map { Double($0.virtualMemory) })
        append(4, limits.addressSpace)
        append(5, status.map { Double($0.residentPages) * pageSize })
        append(6, status.map { Double($0.threads) })
        append(7, startTime)
        table.finish(&output)
    }

    private mutating func append(_ place: Int, _ number: Double?) {
        if let number { table.append(place, number) }
    }

    private static func status(_ file: inout HostFile) throws(HostFileError) -> ProcessStatus? {
        guard var lines = try file.lines(), lines.nextLine() else { return nil }
        return try ProcessStatus(parsing: &lines)
    }

    /// Seconds, from the clock that has nanoseconds: the file has hundredths of a second, too coarse for a graph that is
    /// drawn every second.
    @Sendable static func processorTime() -> Double? {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Read once: the boot time moves a little when the clock is set, and the start of a process must not.
    private static func startTime(in proc: HostFolder, ticksPerSecond: Int) -> Double? {
        var (stat, own) = (proc.file("stat"), proc.file("self/stat"))
        guard let boot = try? bootTime(&stat), let ticks = try? status(&own)?.startTicks, ticksPerSecond > 0 else { return nil }
        return Double(boot) + Double(ticks) / Double(ticksPerSecond)
    }

    private static func bootTime(_ file: inout HostFile) throws(HostFileError) -> UInt64? {
        guard var lines = try file.lines() else { return nil }
        while lines.nextLine() {
            if lines.holds(try lines.needField(), "btime") { return try lines.needNumber() }
        }
        return nil
    }

    private static let families = [
        HostFamily("process_cpu_seconds_total", .counter, "Processor time of all threads, user and system."),
        HostFamily("process_open_fds", .gauge, "Open file descriptors."),
        HostFamily("process_max_fds", .gauge, "File descriptors that may be open."),
        HostFamily("process_virtual_memory_bytes", .gauge, "Size of the address space."),
        HostFamily("process_virtual_memory_max_bytes", .gauge, "How large the address space may become."),
        HostFamily("process_resident_memory_bytes", .gauge, "Memory that is in RAM."),
        HostFamily("process_threads", .gauge, "Threads of the operating system."),
        HostFamily("process_start_time_seconds", .gauge, "When the process started, in seconds of Unix time."),
    ]
}
