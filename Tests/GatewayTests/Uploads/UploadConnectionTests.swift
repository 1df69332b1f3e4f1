import ChatTestSupport
import Sockets
import Testing

@testable import Gateway

@Suite("An upload's connection", .serialized)
struct UploadConnectionTests {
    /// How a body says where it ends.
    enum Framing: CaseIterable {
        case length, chunks, form
    }

    private static let content = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000)
    private static let formHead = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\n"

    /// The fields and the body of a file.
    private static func request(_ framing: Framing) -> (fields: String, body: [UInt8]) {
        switch framing {
        case .length:
            return ("Content-Length: \(content.count)\r\n", content)
        case .chunks:
            let chunk = Array("3e8\r\n".utf8) + content[..<1_000] + Array("\r\n".utf8)
            return ("Transfer-Encoding: chunked\r\n", Array([[UInt8]](repeating: chunk, count: 20).joined()) + Array("0\r\n\r\n".utf8))
        case .form:
            let body = Array(formHead.utf8) + content + Array("\r\n--b--".utf8)
            return ("Content-Length: \(body.count)\r\nContent-Type: multipart/form-data; boundary=b\r\n", body)
        }
    }

    /// Runs `body` with a server that is stopped afterwards, whatever happens.
    private static func serve(_ body: (RouterServer) async throws -> Void) async throws {
        let server = try await RouterServer()
        do {
            try await body(server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }

    @Test("brings a file in every framing, when it was told to go on", arguments: Framing.allCases)
    func whole(framing: Framing) async throws {
        try await Self.serve { server in
            let (fields, body) = Self.request(framing)
            let head = try server.head(fields + "Expect: 100-continue\r\n")
            let answer = try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head)
                #expect(try client.readHead() == "HTTP/1.1 100 Continue")
                client.send(body)
                return try client.readAnswer()
            }
            #expect(answer.head.hasPrefix("HTTP/1.1 201 Created\r\n"))
            #expect(Array(server.fixture.files.contents.values) == [Self.content])
        }
    }

    /// At each of its first bytes, its last ones, and some between.
    @Test("that ends before the file does leaves nothing", arguments: Framing.allCases, [false, true])
    func cut(framing: Framing, byReset: Bool) async throws {
        try await Self.serve { server in
            let (fields, body) = Self.request(framing)
            let head = try server.head(fields + "Expect: 100-continue\r\n")
            let last = body.count - (framing == .form ? 2 : 1)
            for cut in [0, 1, 2, 5, 66, 100, 4_096, 10_000, last - 7, last - 3, last - 1, last] {
                try await RouterServer.waiting { [port = server.port] in
                    let client = try RawClient(port: port)
                    client.send(head)
                    #expect(try client.readHead() == "HTTP/1.1 100 Continue")
                    client.send(Array(body[..<cut]))
                    client.leave(byReset: byReset)
                }
                await server.tasks.end(patience: .seconds(10))
                let files = server.fixture.files
                #expect(files.contents.isEmpty && files.unfinished.isEmpty, "cut at \(cut)")
                #expect(server.fixture.store.uploadIDs.isEmpty, "cut at \(cut)")
            }
            #expect(!server.fixture.receiver.texts.contains { $0.contains("complete") })
        }
    }

    @Test("is not asked for the file when it is refused for what is known before it comes")
    func refusedEarly() async throws {
        try await Self.serve { server in
            let head = try server.head("Content-Length: 99999999999\r\nExpect: 100-continue\r\n")
            let answer = try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head)
                return try client.readAnswer()
            }
            #expect(answer.head.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.body == #"{"error":{"code":"too_large","message":"the file is larger than 26214400 bytes"}}"#)
        }
    }

    @Test("goes on after a refusal, once the file that nobody wants is read")
    func goesOn() async throws {
        try await Self.serve { server in
            let body = Array("<html>".utf8) + [UInt8](repeating: 0x20, count: 300_000)
            let head = try server.head("Content-Length: \(body.count)\r\n")
            let next = try server.head("Content-Length: 5\r\n") + "hello"
            try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head)
                client.send(body)
                #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 415 "))
                client.send(next)
                #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 201 "))
            }
        }
    }
}
