import NIOCore
import Telemetry
import Wire

extension Connection {
    /// Sends one text frame. It leaves at the end of the loop's tick, with whatever else this connection got in it.
    ///
    /// - Parameter type: the frame's type, from a closed set: a metric label.
    public func send(text payload: [UInt8], type: String) {
        guard phase == .open, outbox.state == .open else { return }
        endpoint.sent(type).increment()
        endpoint.sentSize.record(Double(payload.count))
        append(.text, payload)
    }

    /// Sends one message of an endpoint without frame types, such as an echo.
    public func send(_ payload: UnsafeRawBufferPointer, binary: Bool) {
        guard phase == .open else { return }
        append(binary ? .binary : .text, payload)
    }

    func send(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        append(opcode, payload)
    }

    private func append(_ opcode: Opcode, _ payload: some Collection<UInt8>) {
        guard outbox.state == .open else { return }
        if tick == nil { loop.markDirty(self) }
        var buffer = tick ?? ByteBuffer()
        tick = nil
        endpoint.sentBytes.increment(by: FrameWriter.write(opcode, payload, into: &buffer))
        tick = buffer
        updateMember()
    }

    /// Sends a frame that is framed already, at the end of the tick.
    func append(framed frame: ByteBuffer) {
        guard outbox.state == .open else { return }
        endpoint.sentBytes.increment(by: frame.readableBytes)
        if tick == nil {
            loop.markDirty(self)
            tick = frame
            updateMember()
        } else {
            tick?.writeImmutableBuffer(frame)
        }
    }

    /// Sends what this connection alone got in the tick.
    func flushTick() {
        guard let buffer = tick else { return }
        tick = nil
        write(buffer)
        updateMember()
    }

    /// Sends bytes: straight to the descriptor when nothing is pending, else behind what is.
    ///
    /// - Returns: whether the outbox took them.
    @discardableResult
    func write(_ buffer: ByteBuffer) -> Bool {
        write(buffer, outbox.admit(buffer.readableBytes))
    }

    func write(_ buffer: ByteBuffer, _ admission: Outbox.Admission) -> Bool {
        switch admission {
        case .direct where descriptor >= 0:
            let result = buffer.withUnsafeReadableBytes { DescriptorWrite.send(descriptor, $0) }
            if result != .wrote(buffer.readableBytes) { directWriteFell(short: result, of: buffer) }
        case .direct:
            enqueue(buffer, from: 0)
        case .queue:
            enqueue(buffer)
        case .overBudget:
            consumerIsSlow()
            return false
        case .refused:
            return false
        }
        return true
    }

    /// The kernel did not take all: the rest, and all that follows until it is gone, is NIO's to write.
    func directWriteFell(short result: DescriptorWrite.Result, of buffer: ByteBuffer) {
        switch result {
        case .wrote(let count):
            enqueue(buffer, from: count)
        case .failed:
            outbox.fail()
            // Never from within a walk over the members of a room, which closing would change.
            loop.afterTick { [self] in closeChannel() }
        }
        updateMember()
    }

    /// Nothing was pending, and the kernel took `count` bytes of the buffer. The rest may exceed the budget by one frame
    /// only, the first that did not leave whole: a frame that was begun has to be ended, and one that is larger than the
    /// budget has to find its way. What follows it is dropped, and the consumer is slow.
    private func enqueue(_ buffer: ByteBuffer, from count: Int) {
        let rest = buffer.readableBytes - count
        var length = rest
        if rest > outbox.budget, phase == .open {
            length = FrameWriter.endOfFrame(at: count, in: buffer.readableBytesView) - count
        }
        guard let slice = buffer.getSlice(at: buffer.readerIndex + count, length: length) else { return }
        enqueue(slice)
        if length < rest { consumerIsSlow() }
    }

    private func enqueue(_ buffer: ByteBuffer) {
        guard let context else { return outbox.fail() }
        let count = buffer.readableBytes
        if outbox.pending == 0 { noteProgress() }
        outbox.queued(count)
        endpoint.outboxBytes.add(count)
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { [self] result in
            completed(count, result)
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }

    private func completed(_ count: Int, _ result: Result<Void, any Error>) {
        guard slot >= 0 else { return }
        outbox.completed(count)
        noteProgress()
        endpoint.outboxBytes.add(-count)
        if case .failure = result {
            outbox.fail()
            loop.afterTick { [self] in closeChannel() }
        } else if outbox.pending == 0 {
            drained()
        }
        updateMember()
    }

    private func drained() {
        // Never from within a write, which may be part of a walk.
        for body in onDrained { loop.afterTick(body) }
        onDrained = []
        if peerClosed {
            closeChannel()
        } else if phase == .closing {
            // Our Close has left only now: the peer has its time from here on.
            scheduleClose(milliseconds: endpoint.profile.closeTimeout)
            if discardsInput { closeOutput() }
        }
    }

    /// Sends what the tick has gathered and calls `body` once nothing waits for the peer: at once, or when the last byte
    /// was taken. Lets a long answer go out in pages without making its reader slow. Not called when the connection closes.
    public func whenFlushed(_ body: @escaping () -> Void) {
        guard phase == .open else { return }
        flushTick()
        // Always in a later turn: a page after the other must not pile up on the stack.
        if outbox.pending > 0 { onDrained.append(body) } else { loop.afterTick(body) }
    }

    /// The budget is used up. Only the consumer suffers: its queue stays as it is, a Close goes behind it.
    func consumerIsSlow() {
        guard phase == .open else { return }
        endpoint.slowConsumers.increment()
        tick = nil
        outbox.overrun()
        loop.afterTick { [self] in close(.slowConsumer, reason: "reads too slowly: reconnect with since") }
    }
}
