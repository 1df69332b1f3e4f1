import Testing

@testable import Gateway

@Suite("The frame rate of a user")
struct FrameRateTests {
    @Test("is shared by the user's sockets, whichever event loops they live on, and by nobody else's")
    func shared() async throws {
        let rate = FrameRate(perSecond: 0, burst: 1, maximumRefusals: 3, userPerSecond: 1, userBurst: 600)
        try await SocketNode.run(loops: 2, frameRate: rate) { node in
            let (first, second) = (try await node.enter("ada"), try await node.enter("ada"))
            for client in [first, second] {
                for number in 0..<300 { client.send(#"{"type":"ping","id":"\#(number)"}"#) }
            }
            for client in [first, second] { for _ in 0..<300 { try await client.next("pong") } }
            let bob = try await node.enter("bob")
            bob.send(#"{"type":"ping"}"#)
            #expect(try await bob.next("pong") == #"{"type":"pong"}"#)
            try await expectRefusals(of: second)
        }
    }

    private func expectRefusals(of client: SocketClient) async throws {
        // A slow machine may have earned the user a frame by now.
        for _ in 0..<40 { client.send(#"{"type":"ping","id":"x"}"#) }
        let error = try await client.next("error")
        #expect(error.hasPrefix(#"{"type":"error","id":"x","code":"rate_limited","message":"too many frames","retry_after_ms":"#))
        var frame = ""
        repeat { frame = try await client.next() } while !frame.hasPrefix("close ")
        #expect(frame.hasPrefix("close 4429 retry_after_ms="))
    }
}
