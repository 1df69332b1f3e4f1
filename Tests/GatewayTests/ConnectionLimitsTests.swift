import Testing

@testable import Gateway

@Suite("The limits of connections")
struct ConnectionLimitsTests {
    @Test("of the node: the next socket is refused until one has gone")
    func node() throws {
        let limits = ConnectionLimits(perNode: 2, perAddress: 0, perUser: 0)
        try limits.acquire(address: "a")
        try limits.acquire(address: "b")
        #expect(throws: ConnectionLimits.Excess.node) { try limits.acquire(address: "c") }
        limits.release(address: "a")
        try limits.acquire(address: "c")
    }

    @Test("of an address: others have their own, and a refused socket takes no place on the node")
    func address() throws {
        let limits = ConnectionLimits(perNode: 3, perAddress: 2, perUser: 0)
        try limits.acquire(address: "a")
        try limits.acquire(address: "a")
        for _ in 0..<5 { #expect(throws: ConnectionLimits.Excess.address) { try limits.acquire(address: "a") } }
        try limits.acquire(address: "b")
        #expect(throws: ConnectionLimits.Excess.node) { try limits.acquire(address: "b") }
        limits.release(address: "a")
        try limits.acquire(address: "a")
    }

    @Test("of a user in a room: other rooms and other users have their own")
    func user() throws {
        let limits = ConnectionLimits(perNode: 0, perAddress: 0, perUser: 1)
        try limits.acquire(user: "ada", in: "lobby")
        #expect(throws: ConnectionLimits.Excess.user) { try limits.acquire(user: "ada", in: "lobby") }
        try limits.acquire(user: "ada", in: "den")
        try limits.acquire(user: "bob", in: "lobby")
        limits.release(user: "ada", in: "lobby")
        try limits.acquire(user: "ada", in: "lobby")
    }

    @Test("0 is no limit")
    func off() throws {
        let limits = ConnectionLimits(perNode: 0, perAddress: 0, perUser: 0)
        for _ in 0..<1000 {
            try limits.acquire(address: "a")
            try limits.acquire(user: "ada", in: "lobby")
        }
    }

    @Test("hold when many threads take and give back at once")
    func threads() async throws {
        let limits = ConnectionLimits(perNode: 8, perAddress: 8, perUser: 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<500 {
                        guard (try? limits.acquire(address: "a")) != nil else { continue }
                        limits.release(address: "a")
                    }
                }
            }
        }
        for _ in 0..<8 { try limits.acquire(address: "a") }
        #expect(throws: ConnectionLimits.Excess.node) { try limits.acquire(address: "b") }
    }
}
