import NIOCore
import Telemetry
import Wire

extension Connection {
    /// The code with which our side closes or has closed the connection; nil while it is open, and when the peer began.
    public var serverCloseCode: CloseCode? { closedByServer ? closeCode : nil }

    /// Closes from our side: sends a Close, reads and discards until the peer's Close, end of file or the close timeout,
    /// and then closes TCP. Closing TCP at once would reset it while input is unread, and the peer would never see the code.
    public func close(_ code: CloseCode, reason: String = "") {
        guard phase == .open else { return }
        beginClose(code: code, byServer: true)
        sendClose(code, reason: reason)
        awaitPeer()
        if discardsInput, outbox.pending == 0 { closeOutput() }
        // Whatever was held back has to be read to get at the peer's Close.
        isInputHeld = false
        if isReadingPaused { resumeReading() }
    }

    /// The peer sent a Close: answered with its own code, then TCP is closed by us.
    func receivedClose(_ frame: CloseFrame) {
        peerClosed = true
        if phase == .open {
            beginClose(code: frame.code ?? .noStatus, byServer: false)
            sendClose(frame.code, reason: "")
            awaitPeer()
        }
        if outbox.pending == 0 { closeChannel() }
    }

    /// The part that every way of closing shares: the session and the room are told once.
    func beginClose(code: CloseCode, byServer: Bool) {
        guard phase == .open else { return }
        phase = .closing
        closeCode = code
        closedByServer = byServer
        leave()
        onDrained = []
        held = HeldEvents()
        session?.closed(self)
    }

    private func sendClose(_ code: CloseCode?, reason: String) {
        var payload: [UInt8] = []
        if let code {
            payload = [UInt8(code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
            payload.append(contentsOf: reason.utf8.prefix(123))
        }
        var buffer = tick ?? ByteBuffer()
        tick = nil
        let length = FrameWriter.write(.close, payload, into: &buffer)
        if write(buffer, outbox.admitLast()) { endpoint.sentBytes.increment(by: length) }
        outbox.seal()
    }

    /// Sets the time at which TCP is closed without the peer's Close. A Close that waits behind a slow peer's queue gets
    /// the heartbeat's patience to leave first.
    private func awaitPeer() {
        let profile = endpoint.profile
        scheduleClose(milliseconds: outbox.pending > 0 ? max(profile.closeTimeout, profile.heartbeatTimeout) : profile.closeTimeout)
    }

    func scheduleClose(milliseconds: Int) {
        closeTick = loop.now &+ LoopHub.ticks(milliseconds: milliseconds) &+ 1
        schedule(at: closeTick)
    }

    /// Sends end of file behind our Close. The peer broke the framing, so its own Close will not be recognised in what it
    /// still sends; end of file makes it close, which will.
    func closeOutput() {
        descriptor = -1
        context?.close(mode: .output, promise: nil)
    }

    /// Closes TCP. The descriptor is forgotten first: its number may be somebody else's the moment it is closed.
    func closeChannel() {
        guard phase != .closed else { return }
        descriptor = -1
        updateMember()
        beginClose(code: closeCode ?? .abnormal, byServer: closedByServer)
        phase = .closed
        context?.close(promise: nil)
    }
}
