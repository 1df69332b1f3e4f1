/// One published message while deliveries of it are awaited.
struct MessageSlot {
    /// 0: the slot has not been used.
    var sequence: UInt32 = 0
    /// Deliveries still to come.
    var remaining: Int32 = 0
    /// When it was sent or, in an open loop, should have been; monotonic nanoseconds.
    var sentAt: Int64 = 0
    /// Its place in the room's order, in which the first subscriber to receive it put it; 0: not received yet.
    var position: UInt32 = 0
}
