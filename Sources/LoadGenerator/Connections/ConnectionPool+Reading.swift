import Glibc

extension ConnectionPool {
    /// Reads once; what is left makes epoll report the socket again.
    mutating func read(_ index: Int, _ ledger: inout DeliveryLedger) {
        guard connections[index].descriptor >= 0 else { return }
        let (status, bytes) = buffer.read(connections[index].descriptor, behind: connections[index].carry)
        guard status > 0 else { return endOfStream(index, status, errno, &ledger) }
        traffic.bytes += UInt64(status)
        do {
            let consumed = try consume(index, bytes, at: MonotonicClock.now(), &ledger)
            keep(bytes[consumed...], index)
        } catch {
            finish(index, because: error.rawValue, &ledger)
        }
    }

    private mutating func consume(
        _ index: Int, _ bytes: UnsafeRawBufferPointer, at now: Int64, _ ledger: inout DeliveryLedger
    ) throws(FrameFault) -> Int {
        var start = 0
        if connections[index].state == .handshaking {
            switch Handshake.answer(in: bytes) {
            case .incomplete: return 0
            case .refused(let reason):
                finish(index, because: reason, &ledger)
                return bytes.count
            case .accepted(let consumed):
                start = consumed
                connections[index].state = ClientConnection.upgraded(greetings: greetings)
                if connections[index].state == .ready { becomeReady(index) }
            }
        }
        var scanner = FrameScanner(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        while let frame = try scanner.next() {
            traffic.frames += 1
            if frame.opcode <= ScannedFrame.binary {
                message(index, frame.payload, at: now, &ledger)
            } else {
                control(index, frame, &ledger)
                if connections[index].state == .closed { return bytes.count }
            }
        }
        return start + scanner.offset
    }

    @inline(__always)
    private mutating func message(
        _ index: Int, _ payload: UnsafeRawBufferPointer, at now: Int64, _ ledger: inout DeliveryLedger
    ) {
        if let marker = search.find(in: payload) {
            ledger.deliver(marker, to: index, at: now)
        } else {
            otherMessage(index, payload)
        }
    }

    private mutating func otherMessage(_ index: Int, _ payload: UnsafeRawBufferPointer) {
        if case .greeting(let awaited) = connections[index].state {
            if awaited > 1 { connections[index].state = .greeting(awaited - 1) } else { becomeReady(index) }
        }
        switch ServerFrameKind(payload) {
        case .acknowledgement: traffic.acknowledgements += 1
        case .error:
            traffic.errors += 1
            failures.add("error frame: \(String(decoding: payload.prefix(160), as: UTF8.self))")
        case .other: break
        }
    }

    private mutating func control(_ index: Int, _ frame: ScannedFrame, _ ledger: inout DeliveryLedger) {
        switch frame.opcode {
        case ScannedFrame.ping:
            traffic.pings += 1
            send(opcode: ScannedFrame.pong, payload: frame.payload, on: index, ledger: &ledger)
        case ScannedFrame.close where connections[index].state != .closing:
            send(opcode: ScannedFrame.close, payload: frame.payload.prefix(2), on: index, ledger: &ledger)
            finish(index, because: "closed by the server: \(CloseReason.text(frame.payload))", &ledger)
        default: break
        }
    }

    private mutating func endOfStream(_ index: Int, _ status: Int, _ number: Int32, _ ledger: inout DeliveryLedger) {
        if status < 0, number == EAGAIN || number == EINTR { return }
        if connections[index].state == .closing { return finish(index, because: nil, &ledger) }
        finish(index, because: status == 0 ? "closed without a Close frame" : SystemErrorText.text(number), &ledger)
    }

    private mutating func keep(_ rest: Slice<UnsafeRawBufferPointer>, _ index: Int) {
        if rest.isEmpty && connections[index].carry.isEmpty { return }
        connections[index].carry.removeAll(keepingCapacity: true)
        connections[index].carry.append(contentsOf: rest)
    }
}
