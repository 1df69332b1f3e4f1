import Glibc

/// All connections of a run on one epoll instance. Single-threaded: whoever calls ``poll(nanoseconds:ledger:)`` owns it.
///
/// What connections receive goes to the ``DeliveryLedger``; what fails goes to ``failures``.
struct ConnectionPool: ~Copyable {
    let target: LoadTarget
    let topology: Topology
    let greetings: Int
    let poller: Poller
    let buffer: ReadBuffer

    var connections: [ClientConnection]
    var random = RandomBytes()
    var search: MarkerSearch
    var traffic = TrafficCounts()
    var failures = FailureLog()
    var connectLatency = LatencyHistogram()
    /// Connections that took part and still do.
    var readyCount = 0
    /// Connections that could not be made or did not last.
    var failedCount = 0
    var startedCount = 0
    /// Reused for each frame that goes out.
    var scratch: [UInt8] = []

    /// - Parameters:
    ///   - greetings: text messages awaited from the server before a connection counts as ready.
    ///   - run: the letters of the run's markers.
    init(target: LoadTarget, topology: Topology, greetings: Int, run: UInt64) throws(LoadError) {
        self.target = target
        self.topology = topology
        self.greetings = greetings
        poller = try Poller()
        buffer = ReadBuffer()
        connections = Array(repeating: ClientConnection(), count: topology.connectionCount)
        search = MarkerSearch(run: run)
    }

    deinit {
        for connection in connections where connection.descriptor >= 0 { close(connection.descriptor) }
    }

    /// Connections that are neither ready nor failed.
    var inFlightCount: Int { startedCount - readyCount - failedCount }

    /// Waits for events, at most `nanoseconds`, and carries them out.
    mutating func poll(nanoseconds: Int64, ledger: inout DeliveryLedger) {
        for number in 0..<poller.wait(nanoseconds: nanoseconds) {
            let (index, mask) = poller.event(number)
            handle(index, mask, &ledger)
        }
    }

    /// Sends one masked frame; what the kernel does not take waits for its turn.
    mutating func send(opcode: UInt8, payload: some Collection<UInt8>, on index: Int, ledger: inout DeliveryLedger) {
        scratch.removeAll(keepingCapacity: true)
        ClientFrame.append(opcode: opcode, payload: payload, key: random.maskingKey(), to: &scratch)
        write(index, &ledger)
    }

    /// Gives a connection up: for a reason, which makes it a failure unless we were closing it, or because it is done.
    mutating func finish(_ index: Int, because reason: String?, _ ledger: inout DeliveryLedger) {
        guard connections[index].state != .closed else { return }
        if let reason, connections[index].state != .closing {
            failures.add(reason)
            failedCount += 1
        }
        if connections[index].state == .ready {
            readyCount -= 1
            ledger.forget(index)
        }
        if connections[index].descriptor >= 0 { close(connections[index].descriptor) }
        connections[index] = ClientConnection()
        connections[index].state = .closed
    }

    private mutating func handle(_ index: Int, _ mask: UInt32, _ ledger: inout DeliveryLedger) {
        if connections[index].state == .connecting {
            guard connected(index, &ledger) else { return }
        } else if mask & Poller.writable != 0 {
            flush(index, &ledger)
        }
        if mask & ~Poller.writable != 0 { read(index, &ledger) }
    }
}
