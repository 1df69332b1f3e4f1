import Glibc

extension ConnectionPool {
    /// Sends ``scratch``, behind what waits already.
    mutating func write(_ index: Int, _ ledger: inout DeliveryLedger) {
        guard connections[index].descriptor >= 0 else { return }
        connections[index].pending.append(contentsOf: scratch)
        flush(index, &ledger)
    }

    /// Sends what waits, as far as the kernel takes it.
    mutating func flush(_ index: Int, _ ledger: inout DeliveryLedger) {
        let descriptor = connections[index].descriptor
        guard descriptor >= 0 else { return }
        let sent = connections[index].pending.withUnsafeBytes { bytes in
            bytes.isEmpty ? 0 : Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        if sent < 0, errno != EAGAIN, errno != EINTR {
            return finish(index, because: "send: \(SystemErrorText.text(errno))", &ledger)
        }
        if sent >= connections[index].pending.count {
            connections[index].pending.removeAll(keepingCapacity: true)
        } else {
            connections[index].pending.removeFirst(max(0, sent))
        }
        updateInterest(index)
    }

    /// Asks epoll for write readiness only while something waits.
    mutating func updateInterest(_ index: Int) {
        let wants = !connections[index].pending.isEmpty
        guard connections[index].state != .closed, connections[index].wantsWrite != wants else { return }
        connections[index].wantsWrite = wants
        let mask = wants ? Poller.readable | Poller.writable : Poller.readable
        poller.change(connections[index].descriptor, index: index, to: mask)
    }
}
