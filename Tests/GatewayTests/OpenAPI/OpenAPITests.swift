import Foundation
import HTTPTypes
import Testing

@testable import Gateway

@Suite("The description of the HTTP interface")
struct OpenAPITests {
    private let fixture: RouterFixture

    init() throws {
        fixture = try RouterFixture()
    }

    /// `GET /path` of each route, or of each operation that is described.
    private func routes(showsMetrics: Bool = true) -> Set<String> {
        let entries = fixture.router.router(showsMetrics: showsMetrics).table.entries
        return Set(entries.flatMap { entry in entry.methods.filter { $0 != .head }.map { "\($0.rawValue) \(entry.template)" } })
    }

    private func described(_ operations: [APIOperation]) -> [String] {
        operations.map { "\($0.method.rawValue) \($0.path)" }
    }

    private func document() async throws -> [String: Any] {
        let answer = try await fixture.ask(.get, "/openapi.json", user: nil)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        return try #require(JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
    }

    @Test("has every route that there is, and no other")
    func routes() async throws {
        let document = try await document()
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let found = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } }
        #expect(Set(found) == routes())
        #expect(Set(described(OpenAPIDocument.operations)) == routes())
        #expect(OpenAPIDocument.operations.count == found.count)
    }

    @Test("leaves out what the server does not have")
    func partial() {
        let table = fixture.router.router(showsMetrics: false).table
        let found = described(OpenAPIDocument(table, version: "1").operations)
        #expect(!found.contains("GET /metrics"))
        #expect(Set(found) == routes(showsMetrics: false))
    }

    @Test("reads can be asked for with HEAD too, as it says")
    func heads() {
        for entry in fixture.router.router(showsMetrics: true).table.entries {
            #expect(entry.methods.contains(.get) == entry.methods.contains(.head), "\(entry.template)")
        }
    }

    @Test("names each operation once, each part of its path, and each refusal that its access brings")
    func operations() {
        let operations = OpenAPIDocument.operations
        #expect(Set(operations.map(\.id)).count == operations.count)
        for operation in operations {
            let parts = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            #expect(operation.parameters.filter { $0.place == .path }.map(\.name) == parts, "\(operation.id)")
            let statuses = operation.answers.map(\.status)
            #expect(Set(statuses).count == statuses.count, "\(operation.id)")
            if case .open = operation.access { continue }
            #expect(Set(statuses).isSuperset(of: [400, 401, 403, 503]), "\(operation.id)")
            #expect(operation.body.isEmpty || statuses.contains(413), "\(operation.id)")
        }
    }

    @Test("refers only to schemas that it has, and has none that nothing refers to")
    func references() async throws {
        let document = try await document()
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        let text = try await fixture.ask(.get, "/openapi.json").text
        let references = text.matches(of: /"#\/components\/schemas\/([A-Za-z]+)"/).map { String($0.1) }
        #expect(Set(references) == Set(schemas.keys))
    }

    @Test("says which version of what it is")
    func head() async throws {
        let text = try await fixture.ask(.get, "/openapi.json", user: nil).text
        #expect(text.hasPrefix(#"{"openapi":"3.1.0","info":{"title":"Telltale","version":"1.2.3","#))
        let document = try await document()
        let components = try #require(document["components"] as? [String: Any])
        let schemes = try #require(components["securitySchemes"] as? [String: [String: String]])
        #expect(schemes == ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]])
    }
}
