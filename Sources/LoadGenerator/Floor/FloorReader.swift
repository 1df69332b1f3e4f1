import CLinux
import Glibc

/// The other process of the floor measurement: connects, and reads whatever comes until the writer closes.
public enum FloorReader {
    /// Runs to the end of the measurement.
    ///
    /// - Parameters:
    ///   - order: what ``FloorOrder/argument`` of the writer said.
    /// - Throws: ``LoadError`` when a socket cannot be made.
    public static func run(_ order: FloorOrder) throws(LoadError) {
        if let cpu = order.cpu, linux_pin_to_cpu(Int32(cpu)) != 0 { throw .system("sched_setaffinity", errno) }
        try OpenFileLimit.raise(toHold: order.subscribers)
        let counters = try FloorCounters(descriptor: order.descriptor)
        let poller = try Poller()
        let address = try TargetAddress(resolving: "127.0.0.1", port: order.port, allowRemote: false)
        var sockets: [Int32] = []
        for index in 0..<order.subscribers {
            let descriptor = try connect(to: address)
            sockets.append(descriptor)
            poller.add(descriptor, index: index, for: Poller.readable)
        }
        read(sockets, poller, counters)
        counters.setReaderTime(MonotonicClock.processorTime())
    }

    private static func connect(to address: TargetAddress) throws(LoadError) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("socket", errno) }
        let status = address.connect(descriptor)
        guard status == 0 else { throw .system("connect", status) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        return descriptor
    }

    private static func read(_ sockets: [Int32], _ poller: borrowing Poller, _ counters: borrowing FloorCounters) {
        let buffer = ReadBuffer()
        while true {
            for number in 0..<poller.wait(nanoseconds: 1_000_000_000) {
                let (status, _) = buffer.read(sockets[poller.event(number).index], behind: [])
                if status > 0 {
                    counters.addRead(status)
                } else if status == 0 || errno != EAGAIN {
                    return
                }
            }
        }
    }
}
