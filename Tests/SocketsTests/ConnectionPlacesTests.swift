import NIOCore
import Testing

@testable import Sockets

@Suite("Places for connections")
struct ConnectionPlacesTests {
    private static func peer(_ address: String) throws -> SocketAddress {
        try SocketAddress(ipAddress: address, port: 4711)
    }

    @Test("are as many as the node has, and those given back are free again")
    func node() throws {
        let places = ConnectionPlaces(perNode: 2)
        let peer = try Self.peer("192.0.2.1")
        try places.take(peer)
        try places.take(nil)
        #expect(throws: ConnectionPlaces.Excess.node) { try places.take(peer) }
        #expect(places.count == 2)
        places.release(nil)
        try places.take(peer)
        #expect(places.count == 2)
    }

    @Test("are as many as an address has, whatever its port, and others have their own")
    func address() throws {
        let places = ConnectionPlaces(perAddress: 1)
        try places.take(try Self.peer("192.0.2.1"))
        #expect(throws: ConnectionPlaces.Excess.address) { try places.take(try SocketAddress(ipAddress: "192.0.2.1", port: 1)) }
        #expect(throws: ConnectionPlaces.Excess.address) { try places.take(try Self.peer("::ffff:192.0.2.1")) }
        try places.take(try Self.peer("192.0.2.2"))
        try places.take(try Self.peer("2001:db8::1"))
        #expect(throws: ConnectionPlaces.Excess.address) { try places.take(try Self.peer("2001:db8::1")) }
        try places.take(try Self.peer("2001:db8::2"))
        #expect(places.count == 4)
        places.release(try Self.peer("192.0.2.1"))
        try places.take(try Self.peer("192.0.2.1"))
    }

    @Test("of a proxy have no limit of their own, but the node's")
    func exempt() throws {
        let proxy = try Self.peer("10.0.0.1")
        let places = ConnectionPlaces(perNode: 3, perAddress: 1) { $0.ipAddress == "10.0.0.1" }
        for _ in 1...3 { try places.take(proxy) }
        #expect(throws: ConnectionPlaces.Excess.node) { try places.take(proxy) }
        places.release(proxy)
        #expect(places.count == 2)
    }

    @Test("have no limit when they are off")
    func off() throws {
        let places = ConnectionPlaces()
        for _ in 1...1_000 { try places.take(try Self.peer("192.0.2.1")) }
        #expect(places.count == 1_000)
    }
}
