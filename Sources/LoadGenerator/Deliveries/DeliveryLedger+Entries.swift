extension DeliveryLedger {
    /// A message to be sent, and the connection to send it on.
    struct Publication: Equatable {
        let connection: Int
        let marker: Marker
    }

    /// What the ledger knows of a room.
    struct Room {
        /// Messages that not every member has received.
        var outstanding = 0
        /// Members that are still there.
        var members: Int32
        /// Which publisher is next.
        var turn = 0
        /// The last place given out in the room's order.
        var position: UInt32 = 0
        /// Whether it stands among the rooms that may have space.
        var isListed = true
    }

    /// What the ledger knows of a connection.
    struct Member {
        let room: Int32
        /// Its last delivery's place in the room's order.
        var position: UInt32 = 0
        var isAlive = true
    }
}
