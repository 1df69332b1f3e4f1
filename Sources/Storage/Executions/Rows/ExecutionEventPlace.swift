/// Where an execution's event lies in `execution_events`: the execution's key and the event's `seq` in one number.
struct ExecutionEventPlace: BitwiseCopyable, Equatable {
    /// The bits of a `seq`. An execution has at most 100,000 events, and some for its starts and its end.
    static let seqBits: Int64 = 20

    /// As it is stored.
    let position: Int64

    /// - Throws: when the numbers do not fit.
    init(execution key: Int64, seq: Int64) throws(SQLiteFailure) {
        guard key >= 0, key < 1 << (63 - Self.seqBits), seq >= 0, seq < 1 << Self.seqBits else {
            throw SQLiteFailure(corrupt: "an event of an execution has no place: key \(key), seq \(seq)")
        }
        position = key << Self.seqBits | seq
    }

    /// A place that was read.
    init(position: Int64) {
        self.position = position
    }

    /// The event's `seq`.
    var seq: Int64 {
        position & (1 << Self.seqBits - 1)
    }
}
