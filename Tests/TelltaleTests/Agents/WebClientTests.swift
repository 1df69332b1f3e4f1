import Agents
import Essentials
import NIOPosix
import Testing

@testable import telltale

/// What `http_fetch` reaches, and what it does not.
struct WebClientTests {
    private static let loopback = IPAddress("127.0.0.1")

    private func list(_ entries: String...) throws -> WebAllowList {
        WebAllowList(try entries.map { try #require(WebAllowance($0)) })
    }

    /// Names resolve to these addresses, in the order in which they are asked for.
    private func client(_ names: [String: [IPAddress]] = [:]) -> WebClient {
        WebClient(group: MultiThreadedEventLoopGroup.singleton, resolve: { names[$0] ?? [] })
    }

    private func refusal(
        _ client: WebClient, _ url: String, _ hosts: WebAllowList, limits: WebLimits = WebLimits()
    ) async -> String? {
        do throws(ToolError) {
            _ = try await client.fetch(try WebTarget(url), allowing: hosts, limits: limits)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("a page of a listed address is read, with the request's own host, and nothing that could identify anybody")
    func page() async throws {
        let server = try OneShotServer("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello")
        let url = "http://127.0.0.1:\(server.port)/a?b=c"
        let answer = try await client().fetch(
            try WebTarget(url), allowing: try list("http://127.0.0.1:\(server.port)"), limits: WebLimits())
        #expect(answer.status == 200 && answer.contentType == "text/plain; charset=utf-8" && !answer.isCut)
        #expect(answer.body == Array("hello".utf8) && answer.target.url == url)
        let request = server.request.lowercased()
        #expect(request.hasPrefix("get /a?b=c http/1.1\r\n"))
        #expect(request.contains("host: 127.0.0.1:\(server.port)\r\n") && request.contains("accept-encoding: identity\r\n"))
        #expect(!request.contains("authorization") && !request.contains("cookie"))
    }

    @Test("the connection goes to the address that was checked, and the server is asked by the name")
    func pinned() async throws {
        let server = try OneShotServer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        let loopback = try #require(Self.loopback)
        // A name that no resolver knows: only the given address can lead there.
        let hosts = try list("http://pages.invalid:\(server.port)", "127.0.0.0/8")
        let answer = try await client(["pages.invalid": [loopback]]).fetch(
            try WebTarget("http://pages.invalid:\(server.port)/"), allowing: hosts, limits: WebLimits())
        #expect(answer.status == 404)
        #expect(server.request.lowercased().contains("host: pages.invalid:\(server.port)\r\n"))
    }

    @Test("a name with a private address is not connected to unless the address is listed")
    func privateAddress() async throws {
        let loopback = try #require(Self.loopback)
        let metadata = try #require(IPAddress("169.254.169.254"))
        let hosts = try list("http://pages.invalid:1")
        let names = ["pages.invalid": [loopback, metadata]]
        #expect(
            await refusal(client(names), "http://pages.invalid:1/", hosts)
                == "pages.invalid has a private address that is not on this agent's list")
        #expect(await refusal(client(), "http://pages.invalid:1/", hosts) == "the name pages.invalid has no address")
    }

    @Test("a redirect is followed to what is listed, and to nothing else")
    func redirects() async throws {
        let end = try OneShotServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        let target = "http://127.0.0.1:\(end.port)/end"
        let redirect = "HTTP/1.1 302 Found\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n"
        let first = try OneShotServer(redirect)
        let url = "http://127.0.0.1:\(first.port)/"
        let both = try list("http://127.0.0.1:\(first.port)", "http://127.0.0.1:\(end.port)")
        let answer = try await client().fetch(try WebTarget(url), allowing: both, limits: WebLimits())
        #expect(answer.target.url == target && answer.body == Array("{}".utf8))

        let second = try OneShotServer(redirect)
        let message = await refusal(
            client(), "http://127.0.0.1:\(second.port)/", try list("http://127.0.0.1:\(second.port)"))
        #expect(message == "http://127.0.0.1:\(second.port)/ redirects to \(target), which is not on this agent's list")
    }

    @Test("redirects end")
    func redirectLoop() async throws {
        let server = try OneShotServer("HTTP/1.1 301 Moved\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", times: 3)
        let url = "http://127.0.0.1:\(server.port)/"
        let message = await refusal(
            client(), url, try list("http://127.0.0.1:\(server.port)"), limits: WebLimits(redirects: 2))
        #expect(message == "\(url) redirects more than 2 times")
    }

    @Test("a long body is cut, one that is no text is not read")
    func bodies() async throws {
        let long = try OneShotServer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000\r\n\r\n0123456789")
        let answer = try await client().fetch(
            try WebTarget("http://127.0.0.1:\(long.port)/"), allowing: try list("http://127.0.0.1:\(long.port)"),
            limits: WebLimits(bytes: 4))
        #expect(answer.body == Array("0123".utf8) && answer.isCut)
        let picture = try OneShotServer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\nabc")
        let url = "http://127.0.0.1:\(picture.port)/"
        #expect(await refusal(client(), url, try list("http://127.0.0.1:\(picture.port)")) == "\(url) is image/png, not text")
        let packed = try OneShotServer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
        let packedURL = "http://127.0.0.1:\(packed.port)/"
        #expect(
            await refusal(client(), packedURL, try list("http://127.0.0.1:\(packed.port)"))
                == "\(packedURL): the body is packed with gzip")
    }

    @Test("a server that says nothing is given up, and so is a name that nobody resolves in time")
    func silence() async throws {
        let server = try OneShotServer("")
        let limits = WebLimits(timeMilliseconds: 50)
        #expect(
            await refusal(client(), "http://127.0.0.1:\(server.port)/", try list("http://127.0.0.1:\(server.port)"), limits: limits)
                == "127.0.0.1 did not answer within 0.05 s")
        let slow = WebClient(group: MultiThreadedEventLoopGroup.singleton) { _ in
            try await FirstAnswer<[IPAddress]>.never()
        }
        #expect(
            await refusal(slow, "http://pages.invalid:1/", try list("http://pages.invalid:1"), limits: limits)
                == "pages.invalid did not answer within 0.05 s")
    }

    @Test("a port where nobody listens is told as such")
    func refused() async throws {
        let port = try OneShotServer("").port
        let message = await refusal(client(), "http://127.0.0.1:\(port)/", try list("http://127.0.0.1:\(port)"))
        #expect(message?.hasPrefix("127.0.0.1 cannot be reached: ") == true)
    }

    @Test("the system resolves the name of this machine to itself")
    func system() async throws {
        let addresses = try await SystemNames.addresses(of: "localhost")
        #expect(!addresses.isEmpty && addresses.allSatisfy(\.isPrivate))
    }

    @Test("types of text are told from others", arguments: ["text/html; charset=x", "application/json", "Application/Problem+JSON ;a=b"])
    func text(field: String) {
        #expect(TextMediaType.isText(field))
    }

    @Test("types that are no text", arguments: ["image/svg", "application/octet-stream", "", "application/pdf"])
    func noText(field: String) {
        #expect(!TextMediaType.isText(field))
    }
}

extension FirstAnswer {
    /// Waits until the task is cancelled.
    fileprivate static func never() async throws -> Value {
        let answer = FirstAnswer()
        return try await withTaskCancellationHandler {
            try await answer.value()
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }
}
