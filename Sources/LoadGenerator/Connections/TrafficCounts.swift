/// What the sockets of a run carried.
struct TrafficCounts {
    var bytes: UInt64 = 0
    var frames: UInt64 = 0
    var pings: UInt64 = 0
    /// `ack` frames: messages that the server says it accepted.
    var acknowledgements: UInt64 = 0
    /// `error` frames.
    var errors: UInt64 = 0
}
