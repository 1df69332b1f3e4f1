/// From where on a figure stands out. Where a condition watches the same thing, its limit is the same.
enum OperationsThreshold {
    /// p99 from a frame's receipt to its last reader, milliseconds; as `SlowDelivery`.
    static let delivery = 1_000.0
    /// p99 of how late event loops run, milliseconds; as `EventLoopStalled`.
    static let loopLag = 100.0
    /// p99 of a commit, milliseconds: from there on people notice that their messages are acknowledged late.
    static let commit = 500.0
    /// The share of a limit that is in use; as `NearConnectionLimit` and `FileDescriptorsLow`.
    static let use = 0.8
    /// How much memory grows: to this many times what it was,
    static let growth = 1.5
    /// by this many bytes,
    static let grownBytes = 64_000_000.0
    /// within at least this many seconds; a young server grows in any case.
    static let growthSeconds = 600.0
}
