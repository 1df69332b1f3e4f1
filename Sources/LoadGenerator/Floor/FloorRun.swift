import CLinux
import Glibc

/// Measures the floor: this process writes one frame to each socket in turn, a child process reads them all.
public struct FloorRun: Sendable {
    private static let patience: Int64 = 10_000_000_000

    private let plan: FloorPlan
    private let readerArguments: @Sendable (String) -> [String]

    /// - Parameters:
    ///   - readerArguments: the command line that makes this program, started again, call ``FloorReader/run(_:)`` with the given
    ///     word.
    /// - Throws: ``LoadError`` when the plan is out of bounds.
    public init(_ plan: FloorPlan, readerArguments: @escaping @Sendable (String) -> [String]) throws(LoadError) {
        try plan.validate()
        self.plan = plan
        self.readerArguments = readerArguments
    }

    /// Runs on the calling thread, which stays pinned where the plan says so.
    ///
    /// - Throws: ``LoadError`` when the reader cannot be started or goes away.
    public func perform() throws(LoadError) -> FloorReport {
        Interruption.watch()
        signal(SIGPIPE, SIG_IGN)
        try OpenFileLimit.raise(toHold: plan.subscribers)
        let counters = try FloorCounters()
        let listener = try FloorListener()
        let order = FloorOrder(
            port: listener.port, subscribers: plan.subscribers, descriptor: counters.descriptor, cpu: plan.readerCPU)
        let reader = try ChildProcess.spawnSelf(readerArguments(order.argument), keeping: counters.descriptor)
        if let cpu = plan.writerCPU, linux_pin_to_cpu(Int32(cpu)) != 0 { throw .system("sched_setaffinity", errno) }
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        for _ in 0..<plan.subscribers { sockets.append(try listener.accept()) }
        var report = try write(to: sockets, counters)
        for socket in sockets { close(socket) }
        sockets = []
        reader.wait()
        report.readerSeconds = Double(counters.readerTime) / 1e9
        return report
    }

    private func write(to sockets: [Int32], _ counters: borrowing FloorCounters) throws(LoadError) -> FloorReport {
        let frame = plan.frame
        let ahead = UInt64(plan.window * sockets.count * frame.count)
        var report = FloorReport(plan: plan)
        let start = MonotonicClock.now()
        let processorStart = MonotonicClock.processorTime()
        let end = start + Int64(plan.durationSeconds * 1e9)
        while MonotonicClock.now() < end, !Interruption.isRequested {
            let before = MonotonicClock.processorTime()
            for socket in sockets where Glibc.write(socket, frame, frame.count) != frame.count {
                throw .system("write", errno)
            }
            report.writeSeconds += Double(MonotonicClock.processorTime() - before) / 1e9
            report.writes += UInt64(sockets.count)
            // The reader is let catch up, so that no write ever waits for space.
            while report.writes * UInt64(frame.count) > counters.bytesRead + ahead {
                guard MonotonicClock.now() < end + Self.patience else { throw .server("the floor's reader does not read") }
                usleep(20)
            }
        }
        report.totalSeconds = Double(MonotonicClock.processorTime() - processorStart) / 1e9
        report.seconds = Double(MonotonicClock.now() - start) / 1e9
        return report
    }
}
