import Glibc

extension ConnectionPool {
    /// Longest time from connect to ready before the server is taken to have failed.
    static let handshakeLimit: Int64 = 10_000_000_000

    /// Begins connection `index`: TCP, then the upgrade, then the greetings.
    mutating func start(_ index: Int, _ ledger: inout DeliveryLedger) {
        startedCount += 1
        let descriptor = socket(target.address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        connections[index].startedAt = MonotonicClock.now()
        connections[index].state = .connecting
        guard descriptor >= 0 else { return finish(index, because: SystemErrorText.text(errno), &ledger) }
        connections[index].descriptor = descriptor
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        SourceAddress.bind(descriptor, index: index, of: connections.count, to: target.address)
        let status = target.address.connect(descriptor)
        guard status == 0 || status == EINPROGRESS else {
            return finish(index, because: "connect: \(SystemErrorText.text(status))", &ledger)
        }
        connections[index].wantsWrite = true
        poller.add(descriptor, index: index, for: Poller.readable | Poller.writable)
    }

    /// Gives up what has not become ready in time.
    mutating func expireHandshakes(at now: Int64, _ ledger: inout DeliveryLedger) {
        for index in connections.indices where connections[index].state != .idle && !connections[index].isSettled {
            if now - connections[index].startedAt > Self.handshakeLimit {
                finish(index, because: "not ready within 10 s (\(connections[index].state))", &ledger)
            }
        }
    }

    /// The TCP connection is there, or failed: sends the request. False when the connection is gone.
    mutating func connected(_ index: Int, _ ledger: inout DeliveryLedger) -> Bool {
        var status: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(connections[index].descriptor, SOL_SOCKET, SO_ERROR, &status, &size)
        guard status == 0 else {
            finish(index, because: "connect: \(SystemErrorText.text(status))", &ledger)
            return false
        }
        guard let path = try? target.path(topology.place(of: index)) else {
            finish(index, because: "no path or token for the connection", &ledger)
            return false
        }
        connections[index].state = .handshaking
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: Handshake.request(path: path, host: target.hostHeader, key: random.bytes(16)))
        write(index, &ledger)
        return connections[index].state == .handshaking
    }

    /// Counts the connection in.
    mutating func becomeReady(_ index: Int) {
        connections[index].state = .ready
        readyCount += 1
        connectLatency.record(nanoseconds: MonotonicClock.now() - connections[index].startedAt)
    }
}
