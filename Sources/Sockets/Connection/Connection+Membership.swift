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
        let frames = held
        held = []
        for event in frames {
            append(framed: event.frame)
            event.sent.increment()
            endpoint.sentSize.record(Double(FrameWriter.payloadLength(of: event.frame.readableBytes)))
        }
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
        guard membership.takesWhole(lowestSeq: batch.lowestSeq) else {
            deliver(selected: batch)
            return false
        }
        // Events of a group come in the order of their seq: from here on all are newer.
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
            switch membership.fate(seq: mark.seq) {
            case .deliver:
                if let frame = batch.bytes.getSlice(at: start, length: length), deliver(bytes: frame) {
                    mark.sent.increment()
                    endpoint.sentSize.record(Double(FrameWriter.payloadLength(of: length)))
                    endpoint.sentBytes.increment(by: length)
                }
            case .hold:
                // Bounded: these are events that may be missed, and the time is that of one database read.
                if held.count < 64, let frame = batch.bytes.getSlice(at: start, length: length) { held.append((frame, mark.sent)) }
            case .drop:
                break
            }
            start = mark.end
        }
    }
}
