import Agents
import ChatTestSupport
import Testing

@Suite("Fetching pages")
struct HTTPFetchTests {
    /// The web as a test has it.
    private struct Web: WebFetching {
        let asked = Collected<String>()
        var status = 200
        var contentType: String? = "text/plain"
        var body = Array("hello".utf8)
        var isCut = false
        var error: ToolError?

        func fetch(_ target: WebTarget, allowing hosts: WebAllowList, limits: WebLimits) async throws(ToolError) -> WebAnswer {
            asked.append("\(target.url) \(limits.bytes) \(limits.timeMilliseconds) \(limits.redirects)")
            if let error { throw error }
            return WebAnswer(target: target, status: status, contentType: contentType, body: body, isCut: isCut)
        }
    }

    private func fetch(_ url: String, _ web: Web = Web(), hosts: [String] = ["api.example.com", "10.0.0.5"]) async -> String {
        let context = ToolContext(
            user: AgentUser(id: "anna"), hosts: WebAllowList(hosts.compactMap(WebAllowance.init)))
        do throws(ToolError) {
            return try await HTTPFetchTool(web: web).call("{\"url\":\"\(url)\"}", context)
        } catch {
            return "Error: " + error.message
        }
    }

    @Test("a listed page is read, with its status and type")
    func reads() async {
        let web = Web()
        #expect(await fetch("https://api.example.com/v1?q=1#top", web) == "HTTP 200, text/plain, https://api.example.com/v1?q=1\n\nhello")
        #expect(web.asked.all == ["https://api.example.com/v1?q=1 31744 20000 3"])
    }

    @Test("errors of the server, empty and cut bodies are told as they are")
    func answers() async {
        #expect(
            await fetch("https://api.example.com/", Web(status: 404, contentType: nil, body: []))
                == "HTTP 404, no content type, https://api.example.com/\n\n(no body)")
        #expect(
            await fetch("https://api.example.com/", Web(isCut: true))
                == "HTTP 200, text/plain, https://api.example.com/\n\nhello\n\n(cut after 5 bytes)")
        #expect(
            await fetch("https://api.example.com/", Web(contentType: "image/png", body: [0x89, 0x50, 0, 1]))
                == "Error: HTTP 200, image/png, https://api.example.com/: the body is not text")
        #expect(await fetch("https://api.example.com/", Web(error: ToolError("no connection"))) == "Error: no connection")
    }

    @Test("nothing else is asked")
    func refuses() async {
        let web = Web()
        #expect(
            await fetch("https://evil.example/", web)
                == "Error: https://evil.example/ is not on this agent's list; it may reach: api.example.com, 10.0.0.5")
        #expect(
            await fetch("http://169.254.169.254/latest/meta-data", web, hosts: [])
                == "Error: http://169.254.169.254/latest/meta-data is not on this agent's list; it may reach: nothing")
        #expect(await fetch("gopher://api.example.com/", web) == "Error: the URL must be absolute and begin with https:// or http://")
        #expect(web.asked.all.isEmpty)
        #expect(await fetch("https://10.0.0.5/", web) == "HTTP 200, text/plain, https://10.0.0.5/\n\nhello")
    }
}
