import NIOCore
import Telemetry

/// What a room got in one tick of its event loop: all frames in one buffer, so that one write a member carries them.
struct TickBatch {
    /// Where a frame ends, and what is needed to leave it out for a member or to count it.
    struct Mark {
        var end: Int
        /// 0 for events that may be missed.
        var seq: Int64
        /// 0 for events that are no part of what the group streams.
        var part: Int64
        var sent: LocalCounter
        var receivedAt: Int64
        var publishedAt: Int64
        var subjectID: String?
        var tracker: DeliveryTracker?
    }

    /// A batch that is this large keeps its memory for the next, which growth may have doubled.
    static let keptCapacity = 256 * 1024

    private(set) var bytes = ByteBuffer()
    /// Bytes of all payloads, without the frames' headers.
    private(set) var payloadBytes = 0
    private(set) var marks: [Mark] = []
    /// The lowest `seq` in the batch; `Int64.max` when none has one.
    private(set) var lowestSeq = Int64.max
    /// The lowest part in the batch; `Int64.max` when there is none.
    private(set) var lowestPart = Int64.max

    var isEmpty: Bool { marks.isEmpty }

    /// Frames the payload and appends it.
    mutating func append(_ publication: Publication, sent: LocalCounter) {
        FrameWriter.write(.text, publication.payload, into: &bytes)
        payloadBytes += publication.payload.count
        let (seq, part) = (publication.seq, publication.part)
        marks.append(
            Mark(
                end: bytes.writerIndex, seq: seq, part: part, sent: sent, receivedAt: publication.receivedAt,
                publishedAt: publication.publishedAt, subjectID: publication.subjectID, tracker: publication.tracker))
        if seq > 0 { lowestSeq = min(lowestSeq, seq) }
        if part > 0 { lowestPart = min(lowestPart, part) }
    }

    /// Empties the batch and keeps its memory, unless a member's queue still shares it or it grew large.
    mutating func clear() {
        if bytes.capacity > 2 * Self.keptCapacity { bytes = ByteBuffer() } else { bytes.clear() }
        marks.removeAll(keepingCapacity: marks.count <= 256)
        payloadBytes = 0
        lowestSeq = .max
        lowestPart = .max
    }
}
