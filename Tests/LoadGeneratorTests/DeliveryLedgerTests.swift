import Testing

@testable import LoadGenerator

@Suite("Delivery ledger")
struct DeliveryLedgerTests {
    @Test("a message that every member received leaves nothing outstanding")
    func complete() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 3), messagesInFlight: 4)
        let message = try ledger.sent(at: 100)
        #expect(message.connection == 0)
        #expect(message.marker == Marker(publisher: 0, sequence: 1))
        for member in 0..<3 {
            #expect(ledger.outstanding == 1)
            ledger.deliver(message.marker, to: member, at: 150)
        }
        #expect(ledger.outstanding == 0)
        #expect(ledger.counts == Self.counts(published: 1, expected: 3, received: 3))
        #expect(ledger.counts.isClean)
        #expect(ledger.lastDeliveryAt == 150)
    }

    @Test("a delivery that never comes is lost, and it alone")
    func lost() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 3), messagesInFlight: 4)
        let message = try ledger.sent()
        ledger.deliver(message.marker, to: 0, at: 1)
        ledger.deliver(message.marker, to: 2, at: 1)
        #expect(ledger.counts.lost == 1)
        #expect(ledger.outstanding == 1)
        #expect(!ledger.counts.isClean)
    }

    @Test("a delivery that comes twice is doubled and does not stand in for one that is lost")
    func doubled() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 2), messagesInFlight: 4)
        let message = try ledger.sent()
        ledger.deliver(message.marker, to: 0, at: 1)
        ledger.deliver(message.marker, to: 0, at: 2)
        #expect(ledger.counts.doubled == 1)
        #expect(ledger.counts.lost == 1)
        #expect(ledger.outstanding == 1)
    }

    @Test("a delivery behind a later one is reordered")
    func reordered() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 1), messagesInFlight: 4)
        let first = try ledger.sent()
        let second = try ledger.sent()
        ledger.deliver(second.marker, to: 0, at: 1)
        ledger.deliver(first.marker, to: 0, at: 2)
        #expect(ledger.counts == Self.counts(published: 2, expected: 2, received: 2, reordered: 1))
        #expect(ledger.outstanding == 0)
    }

    @Test("members of a room that see two publishers in different orders count as reordered")
    func acrossPublishers() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 2, publishersPerRoom: 2), messagesInFlight: 4)
        let first = try ledger.sent().marker
        let second = try ledger.sent().marker
        #expect([first.publisher, second.publisher] == [0, 1])
        ledger.deliver(first, to: 0, at: 1)
        ledger.deliver(second, to: 0, at: 1)
        ledger.deliver(second, to: 1, at: 1)
        #expect(ledger.counts.reordered == 0)
        ledger.deliver(first, to: 1, at: 1)
        #expect(ledger.counts.reordered == 1)
    }

    @Test("a message of another room, or one that nobody sent, is misrouted")
    func misrouted() throws {
        var ledger = DeliveryLedger(Topology(rooms: 2, membersPerRoom: 2), messagesInFlight: 4)
        let message = try ledger.sent(in: 1)
        #expect(message.connection == 2)
        ledger.deliver(message.marker, to: 1, at: 1)
        ledger.deliver(Marker(publisher: 0, sequence: 1), to: 0, at: 1)
        ledger.deliver(Marker(publisher: 1, sequence: 0), to: 2, at: 1)
        #expect(ledger.counts.misrouted == 3)
        #expect(ledger.counts.received == 0)
    }

    @Test("a room has space until its window is full, and again when a message is through")
    func window() throws {
        var ledger = DeliveryLedger(Topology(rooms: 2, membersPerRoom: 1), messagesInFlight: 4)
        var sent: [DeliveryLedger.Publication] = []
        while let room = ledger.roomWithSpace(window: 2) { sent.append(try ledger.sent(in: room)) }
        #expect(sent.map(\.connection) == [0, 0, 1, 1])
        ledger.deliver(sent[2].marker, to: 1, at: 1)
        let freed = ledger.roomWithSpace(window: 2)
        #expect(freed == 1)
        _ = ledger.publish(in: 1, at: 0)
        let full = ledger.roomWithSpace(window: 2)
        #expect(full == nil)
    }

    @Test("nothing more is awaited from a connection that is gone, but it stays owed what it missed")
    func forgotten() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 3), messagesInFlight: 4)
        let first = try ledger.sent()
        let second = try ledger.sent()
        for member in 0..<3 { ledger.deliver(first.marker, to: member, at: 1) }
        for member in 0..<2 { ledger.deliver(second.marker, to: member, at: 1) }
        ledger.forget(2)
        ledger.forget(2)
        #expect(ledger.outstanding == 0)
        #expect(ledger.counts.lost == 1)
        _ = ledger.publish(in: 0, at: 2)
        #expect(ledger.counts.expected == 8)
    }

    @Test("publishers take turns, those that are left; without one a room has no space")
    func turns() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 3, publishersPerRoom: 2), messagesInFlight: 4)
        let turns = try (0..<3).map { _ in try ledger.sent().connection }
        #expect(turns == [0, 1, 0])
        ledger.forget(1)
        let left = try ledger.sent().connection
        #expect(left == 0)
        ledger.forget(0)
        #expect(throws: NothingSent.self) { try ledger.sent() }
        let space = ledger.roomWithSpace(window: 100)
        #expect(space == nil)
    }

    @Test("a message whose place is needed is given up: it stays lost, and a late delivery of it still counts")
    func givenUp() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 1), messagesInFlight: 64)
        let markers = try (0..<65).map { _ in try ledger.sent().marker }
        #expect(ledger.outstanding == 64)
        for marker in markers.dropFirst() { ledger.deliver(marker, to: 0, at: 1) }
        #expect(ledger.outstanding == 0)
        #expect(ledger.counts.lost == 1)
        ledger.deliver(markers[0], to: 0, at: 2)
        #expect(ledger.counts.lost == 0)
        #expect(ledger.counts.reordered == 1)
        #expect(ledger.outstanding == 0)
    }

    @Test("latency and throughput count from the measurement on, the checks always")
    func measured() throws {
        var ledger = DeliveryLedger(Topology(membersPerRoom: 1), messagesInFlight: 4)
        let early = try ledger.sent(at: 10).marker
        ledger.beginMeasuring(at: 1_000)
        ledger.deliver(early, to: 0, at: 1_500)
        #expect(ledger.measured.received == 0)
        let message = try ledger.sent(at: 2_000).marker
        ledger.deliver(message, to: 0, at: 102_000)
        #expect(ledger.measured == Self.counts(published: 1, expected: 1, received: 1))
        #expect(ledger.counts.received == 2)
        #expect(ledger.latency.count == 1)
        let p50 = try #require(ledger.latency.summary?.p50)
        #expect(abs(p50 - 100) < 1.1)
    }

    private static func counts(published: UInt64, expected: UInt64, received: UInt64, reordered: UInt64 = 0) -> DeliveryCounts {
        var counts = DeliveryCounts()
        counts.published = published
        counts.expected = expected
        counts.received = received
        counts.reordered = reordered
        return counts
    }
}

private struct NothingSent: Error {}

extension DeliveryLedger {
    fileprivate mutating func sent(in room: Int = 0, at time: Int64 = 0) throws -> Publication {
        guard let publication = publish(in: room, at: time) else { throw NothingSent() }
        return publication
    }
}
