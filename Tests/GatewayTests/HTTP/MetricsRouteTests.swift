import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

@Suite("The metrics over HTTP")
struct MetricsRouteTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try RouterFixture(metricsAccess: .loopback)
        try await fixture.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80))
    }

    private func inFlight() async throws -> String {
        try await fixture.ask(.get, "/metrics?name[]=telltale_scrapes_in_flight", user: nil).text
    }

    private static func inFlight(_ count: Int) -> String {
        "# HELP telltale_scrapes_in_flight Scrapes that are being answered.\n# TYPE telltale_scrapes_in_flight gauge\ntelltale_scrapes_in_flight \(count)\n"
    }

    @Test("names and a format that cannot be decoded are refused as what there is not")
    func brokenEscapes() async throws {
        for (query, message) in [
            ("name[]=%ff", "name[] must be a metric name\n"), ("name%5B%5D=up&name[]=%4", "name[] must be a metric name\n"),
            ("format=%ff", "unknown format; there is: text, openmetrics, protobuf\n"),
        ] {
            let answer = try await fixture.ask(.get, "/metrics?" + query, user: nil)
            #expect(answer.status == 400)
            #expect(answer.text == message)
        }
    }

    @Test("an answer that is not taken in half a minute ends its connection, is counted, and its place is free again")
    func unreadAnswer() async throws {
        var held: Any? = try await fixture.respond(.get, "/metrics", user: nil)
        #expect(try await inFlight() == Self.inFlight(2))
        await fixture.channel.testingEventLoop.advanceTime(by: .seconds(29))
        #expect(fixture.channel.isActive)
        await fixture.channel.testingEventLoop.advanceTime(by: .seconds(1))
        #expect(!fixture.channel.isActive)
        withExtendedLifetime(held) {}
        held = nil
        #expect(try await inFlight() == Self.inFlight(1))
        let unread = try await fixture.ask(.get, "/metrics?name[]=telltale_scrapes_unread_total", user: nil)
        #expect(unread.text.hasSuffix("\ntelltale_scrapes_unread_total 1\n"))
    }

    @Test("a scraper that waits longer may take as long to read")
    func patientScraper() async throws {
        let field = try #require(HTTPField.Name("X-Prometheus-Scrape-Timeout-Seconds"))
        let held = try await fixture.respond(.get, "/metrics", user: nil, fields: [field: "45"])
        await fixture.channel.testingEventLoop.advanceTime(by: .seconds(44))
        #expect(fixture.channel.isActive)
        await fixture.channel.testingEventLoop.advanceTime(by: .seconds(1))
        #expect(!fixture.channel.isActive)
        withExtendedLifetime(held) {}
    }

    @Test("an answer that was taken leaves its connection alone")
    func readAnswer() async throws {
        for method in [HTTPRequest.Method.get, .head] { _ = try await fixture.ask(method, "/metrics", user: nil) }
        await fixture.channel.testingEventLoop.advanceTime(by: .hours(1))
        #expect(fixture.channel.isActive)
    }
}
