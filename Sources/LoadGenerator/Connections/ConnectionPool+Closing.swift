import Glibc

extension ConnectionPool {
    /// Longest wait for the server to end the streams.
    static let closingLimit: Int64 = 3_000_000_000

    /// Ends every connection as RFC 6455 section 7.1.2 asks, with 1000, so that the server sees no aborted ones.
    mutating func closeAll(_ ledger: inout DeliveryLedger) {
        let normal: [UInt8] = [0x03, 0xe8]
        var open = 0
        for index in connections.indices where connections[index].state == .ready {
            send(opcode: ScannedFrame.close, payload: normal, on: index, ledger: &ledger)
            guard connections[index].state == .ready else { continue }
            connections[index].state = .closing
            open += 1
            // What was answered so far is taken in now and then, or the server's replies would pile up.
            if open % 512 == 0 { poll(nanoseconds: 0, ledger: &ledger) }
        }
        let deadline = MonotonicClock.now() + Self.closingLimit
        while MonotonicClock.now() < deadline, connections.contains(where: { $0.state == .closing }) {
            poll(nanoseconds: 100_000_000, ledger: &ledger)
        }
        for index in connections.indices { finish(index, because: nil, &ledger) }
    }
}
