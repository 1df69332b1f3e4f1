import NIOCore
import Testing

@testable import Sockets

extension Loopback {
    @Suite("The port")
    struct ListenerTests {
        private static func refused(_ server: TestServer, _ reason: String) -> Int {
            server.metric("telltale_websocket_connections_refused_total", ["endpoint": "http", "reason": reason])
        }

        @Test("closes at once those for whom there is no place, counts them, and takes others when a place is free")
        func places() throws {
            let server = try TestServer(places: ConnectionPlaces(perNode: 2))
            let silent = try SocketClient(port: server.port)
            let socket = try server.client()
            let refused = try SocketClient(port: server.port)
            #expect(refused.isAtEnd())
            #expect(Self.refused(server, "node_limit") == 1)
            #expect(server.places.count == 2)
            silent.close()
            #expect(try server.eventually { server.places.count == 1 })
            let next = try server.client()
            socket.close()
            next.close()
            #expect(try server.eventually { server.places.count == 0 })
            try server.stop()
        }

        @Test("counts what comes from one address", arguments: [1, 2])
        func addresses(loops: Int) throws {
            let server = try TestServer(loops: loops, places: ConnectionPlaces(perAddress: 3))
            let clients = try (0..<3).map { _ in try server.client() }
            #expect(try SocketClient(port: server.port).isAtEnd())
            #expect(Self.refused(server, "address_limit") == 1)
            for client in clients { client.close() }
            #expect(try server.eventually { server.places.count == 0 })
            _ = try server.client()
            try server.stop()
        }

        @Test("spreads connections over the loops")
        func spread() throws {
            try TestServer.run(loops: 2) { server in
                let clients = try (0..<10).map { _ in try server.client() }
                #expect(try server.connections(0).count == 5)
                #expect(try server.connections(1).count == 5)
                for client in clients { client.close() }
            }
        }

        @Test("opens again when the system closes it")
        func reopened() throws {
            try TestServer.run { server in
                try server.listener.cut()
                #expect(try server.eventually { (try? SocketClient(port: server.port)) != nil })
                _ = try server.client()
            }
        }

        @Test("that is in use is an error, and so is a host that does not exist")
        func inUse() throws {
            try TestServer.run { server in
                let port = server.port
                #expect(throws: IOError.self) { try TestServer.wait { try await server.another().start(host: "127.0.0.1", port: port) } }
                #expect(throws: (any Error).self) { try TestServer.wait { try await server.another().start(host: "no.invalid", port: 0) } }
            }
        }

        @Test("closed, leaves open what is open; then who has asked for nothing is cut, and who comes late")
        func stopped() throws {
            try TestServer.run { server in
                let socket = try server.client()
                let silent = try SocketClient(port: server.port)
                #expect(try server.eventually { server.places.count == 2 })
                try TestServer.wait {
                    await server.listener.stop()
                    await server.hub.closeFirstRequests()
                }
                #expect(silent.isAtEnd())
                #expect(throws: SocketClient.Failure.self) { try SocketClient(port: server.port) }
                socket.send(ClientFrames.frame(.ping, "still here"))
                #expect(try socket.readFrame().text == "still here")
            }
        }
    }
}

extension Listener {
    /// Closes the port as the kernel may.
    fileprivate func cut() throws {
        try #require(openChannel).close().wait()
    }
}
