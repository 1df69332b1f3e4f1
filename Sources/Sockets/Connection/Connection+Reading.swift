import NIOCore
import Telemetry
import Wire

extension Connection {
    /// Takes bytes from the channel.
    func read(_ buffer: ByteBuffer) {
        lastReadTick = loop.now
        endpoint.receivedBytes.increment(by: buffer.readableBytes)
        // NIO drains the socket from within a failed write, before it closes it: those bytes must not overtake the ones in hand.
        guard phase != .closed, !discardsInput, !isDecoding else { return }
        guard !isReadingPaused else { return hold(buffer) }
        readAt = MonotonicTime.nanoseconds()
        decode(buffer)
    }

    private func decode(_ buffer: ByteBuffer) {
        let isNested = isDecoding
        isDecoding = true
        defer { isDecoding = isNested }
        buffer.withUnsafeReadableBytes { bytes in
            var input = bytes
            do throws(ProtocolViolation) {
                while phase != .closed, !discardsInput {
                    if isReadingPaused, !input.isEmpty {
                        unread = ByteBuffer(bytes: input)
                        return
                    }
                    guard let event = try decoder.next(&input, scratch: loop.scratch) else { return }
                    handle(event)
                }
            } catch {
                discardsInput = true
                close(error.code, reason: error.reason)
            }
        }
    }

    private func handle(_ event: FrameDecoder.Event) {
        switch event {
        case .text(let bytes):
            guard phase == .open else { return }
            endpoint.receivedSize.record(Double(bytes.count))
            session?.received(text: bytes, on: self)
        case .binary(let bytes):
            guard phase == .open else { return }
            endpoint.receivedSize.record(Double(bytes.count))
            session?.received(binary: bytes, on: self)
        case .ping(let bytes):
            if phase == .open { send(.pong, bytes) }
        case .pong(let bytes):
            receivedPong(bytes)
        case .close(let frame):
            receivedClose(frame)
        }
    }

    /// Keeps what comes while reading is paused; beyond a little, the peer has to wait in its own send buffer.
    private func hold(_ buffer: ByteBuffer) {
        if unread == nil { unread = buffer } else { unread?.writeImmutableBuffer(buffer) }
        if (unread?.readableBytes ?? 0) > 16 * 1024, !isAutoReadOff {
            isAutoReadOff = true
            setAutoRead(false)
        }
    }

    /// A frame was accepted that is not done with yet: at the profile's limit, reading pauses.
    public func beginWork() {
        workInProgress += 1
        let limit = endpoint.profile.workLimit
        if limit > 0, workInProgress >= limit { isReadingPaused = true }
    }

    /// A frame is done with. While the connection's room is behind, the frame counts as work in progress until the room has
    /// caught up to half its limit: whoever publishes faster than the loop can write reaches the work limit and is not read
    /// from, so that it feels it.
    ///
    /// What this bounds is the rate at which the members on this loop publish: beyond the limit the backlog grows by the
    /// frames that they have in progress, the work limit for each. It does not bound what comes from elsewhere: members on
    /// other loops wait for their own loop only, and what is published without work, or by connections without a work limit,
    /// waits for nobody. All of that is kept once for the process, not once for each member.
    public func endWork() {
        if let room, room.isBehind { return room.wait(self) }
        workEnded()
    }

    /// Whether the connection's room has more to write on this loop than its limit: whoever publishes should wait.
    public var isRoomBehind: Bool { room?.isBehind ?? false }

    /// A frame is done with, and the room of its publisher has caught up.
    func workEnded() {
        workInProgress -= 1
        if isReadingPaused, !isInputHeld, workInProgress <= endpoint.profile.workLimit / 2 { resumeReading() }
    }

    /// Decodes nothing more until ``releaseInput()``: the session is not ready for frames.
    public func holdInput() {
        isInputHeld = true
        isReadingPaused = true
    }

    /// The session is ready for frames.
    public func releaseInput() {
        guard isInputHeld else { return }
        isInputHeld = false
        resumeReading()
    }

    func resumeReading() {
        isReadingPaused = false
        lastReadTick = loop.now
        if let input = unread {
            unread = nil
            readAt = MonotonicTime.nanoseconds()
            decode(input)
        }
        if !isReadingPaused, isAutoReadOff {
            isAutoReadOff = false
            setAutoRead(true)
        }
    }

    private func setAutoRead(_ isOn: Bool) {
        guard phase != .closed, let channel = context?.channel else { return }
        try? channel.syncOptions?.setOption(.autoRead, value: isOn)
    }
}
