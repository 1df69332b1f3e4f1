import ArgumentParser
import LoadGenerator

/// Where the load goes: a Telltale server by host, port and room, with tokens made here; or any server by its URL.
struct BenchTargetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The socket, instead of host, port and room. {i} in it is the connection's index, {room} its room's.", valueName: "ws://…"))
    var url: String?

    @Option(help: "The server's host.")
    var host = "127.0.0.1"

    @Option(help: "The server's port.")
    var port: UInt16 = 8000

    @Option(help: "The room's id; with several rooms the beginning of their ids.")
    var room = "bench"

    @Option(help: "The server's data folder, whose key signs the tokens.")
    var data = "./data"

    @Option(help: "A token to use for all connections, instead of signing some.")
    var token: String?

    @Option(help: "How many users the connections belong to, in turn. 0: one, or one for each member where there are several rooms.")
    var users = 0

    @Flag(help: "Allow a server that is not this machine.")
    var allowRemote = false

    func validate() throws {
        guard users >= 0 else { throw ValidationError("The number of users cannot be negative.") }
    }

    /// What a server sends first: Telltale's `connection` frame, nothing where any server may be meant.
    var greetings: Int { url == nil ? 1 : 0 }

    /// The target, with the path of each connection.
    func target(rooms: Int, perRoom: Int, minter: BenchTokenMinter) throws -> LoadTarget {
        if let url { return try LoadTarget(url: TargetURL(parsing: url), allowRemote: allowRemote) }
        let tokens = try tokens(count: users > 0 ? users : rooms > 1 ? perRoom : 1, minter: minter)
        let room = room
        return try LoadTarget(url: TargetURL(host: host, port: port, pathTemplate: "/"), allowRemote: allowRemote) { place in
            let name = rooms > 1 ? "\(room)-\(place.room)" : room
            return "/ws/chat/\(name)/?token=\(tokens[(rooms > 1 ? place.member : place.index) % tokens.count])"
        }
    }

    private func tokens(count: Int, minter: BenchTokenMinter) throws -> [String] {
        if let token { return [token] }
        // A day: longer than any run may take.
        return try (0..<count).map { try minter.mint("bench-\($0)", 90_000, data) }
    }
}
