import NIOCore
import Telemetry

/// What a room got in one tick of its event loop: all frames in one buffer, so that one write a member carries them.
struct TickBatch {
    /// Where a frame ends, and what is needed to leave it out for a member or to count it.
    struct Mark {
        var end: Int
        /// 0 for events that may be missed.
        var seq: Int64
        var sent: LocalCounter
        var receivedAt: Int64
        var publishedAt: Int64
        var tracker: DeliveryTracker?
    }

    private(set) var bytes = ByteBuffer()
    private(set) var marks: [Mark] = []
    /// The lowest `seq` in the batch; `Int64.max` when none has one.
    private(set) var lowestSeq = Int64.max

    var isEmpty: Bool { marks.isEmpty }

    /// Frames the payload and appends it.
    mutating func append(_ payload: [UInt8], seq: Int64, sent: LocalCounter, publication: Publication) {
        FrameWriter.write(.text, payload, into: &bytes)
        marks.append(
            Mark(
                end: bytes.writerIndex, seq: seq, sent: sent, receivedAt: publication.receivedAt,
                publishedAt: publication.publishedAt, tracker: publication.tracker))
        if seq > 0 { lowestSeq = min(lowestSeq, seq) }
    }

    /// Empties the batch and keeps its memory, unless a member's queue still shares it or it grew large.
    mutating func clear() {
        if bytes.capacity > 256 * 1024 { bytes = ByteBuffer() } else { bytes.clear() }
        marks.removeAll(keepingCapacity: marks.count <= 256)
        lowestSeq = .max
    }
}
