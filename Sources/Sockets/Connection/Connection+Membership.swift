import NIOCore
import Telemetry
import Wire

extension Connection {
    /// Joins a group of the hub; a connection is in one group at most. Nothing is delivered before ``beginCatchUp()``.
    public func join(_ group: String) {
        guard phase == .open, room == nil else { return }
        loop.join(self, group: group)
    }

    /// The first frame has been sent: events that may be missed flow from here on.
    public func beginCatchUp() {
        membership.begin()
        for event in held.takeAll() where !membership.isTold(part: event.part) {
            append(framed: event.frame)
            event.sent.increment()
            endpoint.sentSize.record(Double(FrameWriter.payloadLength(of: event.frame.readableBytes)))
        }
    }

    /// The first frame tells all that the group has streamed up to `part`, so that those parts are left out from here on, held
    /// ones too. To be called before ``beginCatchUp()``.
    ///
    /// What the frame tells must have been taken after the connection joined the group, and at a moment between the
    /// publications of two parts: then no part is lost and none comes twice.
    public func skipParts(through part: Int64) {
        membership.skipParts(through: part)
        takesWholeBatches = false
        updateMember()
    }

    /// The highest `seq` that came by while catching up.
    public var notedSeq: Int64 { membership.noted }

    /// Everything up to `seq` has been sent: live events flow from there on.
    ///
    /// - Returns: false when something newer came by meanwhile: replay up to ``notedSeq`` first.
    public func goLive(after seq: Int64) -> Bool {
        membership.goLive(after: seq)
    }

    /// Leaves the group.
    func leave() {
        guard room != nil else { return }
        loop.leave(self)
    }

    /// A walk over the room came by and this member may not be written to directly.
    ///
    /// - Returns: whether it got the whole batch; a part of one is counted here.
    func deliver(_ batch: TickBatch) -> Bool {
        guard phase == .open else { return false }
        defer { updateMember() }
        guard membership.takesWhole(lowestSeq: batch.lowestSeq, lowestPart: batch.lowestPart) else {
            deliver(selected: batch)
            return false
        }
        // Events of a group come in the order of their seq: from here on all are newer. So are the parts: those that were
        // told had been published before the first event that was not.
        if batch.lowestSeq != .max { takesWholeBatches = true }
        return deliver(bytes: batch.bytes)
    }

    /// Tells the room whether it may write straight to this member's descriptor.
    func updateMember() {
        guard let room else { return }
        let isDirect = takesWholeBatches && tick == nil && phase == .open && outbox.isIdle
        room.setDescriptor(isDirect ? descriptor : -1, at: memberIndex)
    }

    private func deliver(bytes: ByteBuffer) -> Bool {
        guard tick != nil else { return write(bytes) }
        tick?.writeImmutableBuffer(bytes)
        return true
    }

    private func deliver(selected batch: TickBatch) {
        var start = batch.bytes.readerIndex
        for mark in batch.marks {
            let length = mark.end - start
            switch membership.fate(seq: mark.seq, part: mark.part) {
            case .deliver:
                if let frame = batch.bytes.getSlice(at: start, length: length), deliver(bytes: frame) {
                    mark.sent.increment()
                    endpoint.sentSize.record(Double(FrameWriter.payloadLength(of: length)))
                    endpoint.sentBytes.increment(by: length)
                }
            case .hold:
                if let frame = batch.bytes.getSlice(at: start, length: length) {
                    held.append(HeldEvents.Event(frame: frame, sent: mark.sent, part: mark.part))
                }
            case .drop:
                break
            }
            start = mark.end
        }
    }
}
