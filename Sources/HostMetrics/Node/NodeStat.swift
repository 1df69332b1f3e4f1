import Glibc
import Telemetry

/// Processor time, interrupts, context switches, processes and boot time: all that `/proc/stat` has.
///
/// They are one area, because making that file is the dearest of all: the kernel adds up every interrupt of every
/// processor.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_stat.5.html>
struct NodeStat: HostArea {
    /// Idle time that goes back this far, in seconds, means that the processor was away.
    private static let jumpSeconds: UInt64 = 3

    private static let times = 0
    private static let guestTimes = 1
    private static let firstTotal = 2

    private var file: HostFile
    private let ticksPerSecond: UInt64
    private var processors = KeptRows<ProcessorTimes>()
    private var ticks: [UInt64] = []
    private var table = FamilyTable(Self.families)

    /// - Parameters:
    ///   - proc: the process file system.
    ///   - ticksPerSecond: the unit of processor time.
    init(proc: HostFolder, ticksPerSecond: Int = sysconf(Int32(_SC_CLK_TCK))) {
        file = proc.file("stat")
        self.ticksPerSecond = UInt64(max(1, ticksPerSecond))
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines() else { return }
        processors.begin()
        table.begin(&output)
        while lines.nextLine() {
            let name = try lines.needField()
            if lines.starts(name, with: "cpu") {
                try processor(name, &lines)
            } else if let place = Self.totalNames.firstIndex(where: { lines.holds(name, $0) }) {
                table.append(Self.firstTotal + place, try lines.needNumber())
            }
        }
        processors.finish()
        table.finish(&output)
    }

    /// A line of a processor; the one of all together is left out, since it is their sum.
    private mutating func processor(_ name: Range<Int>, _ lines: inout LineScanner) throws(HostFileError) {
        let number = name.dropFirst(3)
        if number.isEmpty { return }
        guard lines.wholeNumber(number) != nil else { throw lines.malformed }
        ticks.removeAll(keepingCapacity: true)
        while ticks.count < ProcessorTimes.count, let next = try lines.nextNumber() { ticks.append(next) }
        let place = processors.next(lines[number]) { ProcessorTimes(processor: lines.text(number)) }
        guard let place else { throw HostFileError(code: .tooManyRows, path: file.path) }
        processors[place].advance(to: ticks, jump: Self.jumpSeconds &* ticksPerSecond)
        show(processors[place])
    }

    private mutating func show(_ times: ProcessorTimes) {
        for (place, (ticks, labels)) in zip(times.ticks, times.labels).enumerated() {
            let family = place < ProcessorTimes.modes.count ? Self.times : Self.guestTimes
            table.append(family, Double(ticks) / Double(ticksPerSecond), labels)
        }
    }
}

// MARK: - Families

extension NodeStat {
    /// The lines that hold a total, in the order of their families.
    private static let totalNames: [StaticString] = ["intr", "ctxt", "btime", "processes", "procs_running", "procs_blocked"]

    private static let families = [
        HostFamily(
            "node_cpu_seconds_total", .counter, "Time that each processor spent in each mode.",
            labels: ProcessorTimes.labelNames),
        HostFamily(
            "node_cpu_guest_seconds_total", .counter,
            "Time that each processor spent running virtual machines, which is part of its time in user and nice mode.",
            labels: ProcessorTimes.labelNames),
        HostFamily("node_intr_total", .counter, "Interrupts that were serviced."),
        HostFamily("node_context_switches_total", .counter, "Switches from one thread to another."),
        HostFamily("node_boot_time_seconds", .gauge, "When the system was started, in seconds of Unix time."),
        HostFamily("node_forks_total", .counter, "Processes and threads that were started."),
        HostFamily("node_procs_running", .gauge, "Threads that run or could run."),
        HostFamily("node_procs_blocked", .gauge, "Threads that wait for a disk."),
    ]
}
