import Chat
import ChatTestSupport
import HTTPTypes
import Testing

@testable import Gateway

@Suite("Uploads over HTTP")
struct UploadRoutesTests {
    private static let path = "/api/conversations/den/uploads"

    private static func fixture(_ configuration: UploadConfiguration = UploadConfiguration()) async throws -> RouterFixture {
        let fixture = try RouterFixture(uploads: configuration)
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den","participants":[{"id":"bob"}]}"#)
        return fixture
    }

    private static func formText(_ fileName: String, _ content: String, more: String = "") -> String {
        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(fileName)\"\r\nContent-Type: image/png\r\n\r\n\(content)\r\n"
            + "\(more)--b--\r\n"
    }

    /// Uploads a text and gives its address.
    private static func upload(_ content: String, name: String = "a.txt", to fixture: RouterFixture) async throws -> String {
        let answer = try await fixture.ask(.post, path + "?file_name=" + name, body: content)
        return try #require(answer.headers[.location])
    }

    @Test("are made with the file as the body, and answered with what is known of them")
    func raw() async throws {
        let fixture = try await Self.fixture()
        let answer = try await fixture.ask(.post, Self.path + "?file_name=na%C3%AFve+plan.txt", body: "hello")
        #expect(answer.status == 201)
        let id = try #require(fixture.store.uploadIDs.first)
        #expect(answer.headers[.location] == "/api/uploads/\(id)")
        #expect(
            answer.text == #"{"id":"\#(id)","file_name":"naïve plan.txt","content_type":"text/plain","size":5,"sha256":""#
                + String(repeating: "0", count: 63) + #"5","url":"/api/uploads/\#(id)","created_at":"2023-11-14T22:13:20.000Z"}"#)
        #expect(fixture.files.contents[id] == Array("hello".utf8))
    }

    @Test("may be named in Content-Disposition, and must be named")
    func named() async throws {
        let fixture = try await Self.fixture()
        let fields = [HTTPField.Name.contentDisposition: "attachment; filename*=UTF-8''%E2%82%AC.txt"]
        #expect(try await fixture.ask(.post, Self.path, fields: fields, body: "hello").text.contains(#""file_name":"€.txt""#))
        #expect(try await fixture.ask(.post, Self.path, body: "hello").status == 400)
    }

    @Test("may be a form with one file and small fields")
    func form() async throws {
        let fixture = try await Self.fixture()
        let fields = [HTTPField.Name.contentType: "multipart/form-data; boundary=b"]
        let answer = try await fixture.ask(.post, Self.path, fields: fields, body: Self.formText("a.gif", "GIF89a\r\n--"))
        #expect(answer.status == 201)
        #expect(answer.text.contains(#""file_name":"a.gif","content_type":"image/gif","size":10"#))
        #expect(fixture.files.contents.values.first == Array("GIF89a\r\n--".utf8))
    }

    @Test(
        "are refused as a form that holds no file, two files, too much else, or does not end",
        arguments: [
            "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b--",
            formText("a", "x", more: "--b\r\nContent-Disposition: form-data; filename=\"c\"\r\n\r\nx\r\n"),
            formText(
                "a", "x", more: "--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\(String(repeating: "x", count: 65_540))\r\n"),
            formText("a", "x", more: String(repeating: "--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n", count: 100)),
            String(formText("a", "x").dropLast(4)), "no form",
        ])
    func badForm(body: String) async throws {
        let fixture = try await Self.fixture()
        let fields = [HTTPField.Name.contentType: "multipart/form-data; boundary=b"]
        let answer = try await fixture.ask(.post, Self.path, fields: fields, body: body)
        #expect(answer.status == 400)
        #expect(answer.text.hasPrefix(#"{"error":{"code":"bad_frame","message":"the form "#))
        #expect(fixture.files.contents.isEmpty && fixture.files.unfinished.isEmpty && fixture.store.uploadIDs.isEmpty)
    }

    @Test("are refused with the status that HTTP has for the reason")
    func refused() async throws {
        let fixture = try await Self.fixture(UploadConfiguration(maximumBytes: 10, loosePerUser: 1))
        func status(_ path: String, user: String? = "ada", fields: [HTTPField.Name: String] = [:], body: String = "x") async throws -> Int {
            try await fixture.ask(.post, path, user: user, fields: fields, body: body).status
        }
        let path = Self.path + "?file_name=a"
        #expect(try await status(path, user: nil) == 401)
        #expect(try await status(path, user: "eve") == 403)
        #expect(try await status("/api/conversations/nowhere/uploads?file_name=a") == 404)
        #expect(try await status(path, body: String(repeating: "x", count: 11)) == 413)
        #expect(try await status(path, fields: [.contentLength: "11"], body: "x") == 413)
        #expect(try await status(path, body: "<html>") == 415)
        #expect(try await status(Self.path + "?file_name=..%2Fa") == 400)
        #expect(try await status(path, fields: [.contentType: "multipart/form-data"]) == 400)
        fixture.files.fail(with: .outOfSpace("full"))
        #expect(try await status(path) == 507)
        fixture.files.fail(with: .unavailable("broken"))
        #expect(try await status(path) == 503)
        fixture.files.fail(with: nil)
        #expect(try await status(path) == 201)
        #expect(try await status(path) == 409)
    }

    @Test("are not taken where they are off, and those of earlier times can be fetched and taken back all the same")
    func off() async throws {
        let fixture = try await Self.fixture(UploadConfiguration(takesFiles: false))
        #expect(try await fixture.ask(.post, Self.path + "?file_name=a", body: "x").status == 404)
        #expect(fixture.files.contents.isEmpty && fixture.store.uploadIDs.isEmpty)
        #expect(try await fixture.ask(.get, "/api/uploads/gone").text.contains("no such upload"))
        #expect(try await fixture.ask(.delete, "/api/uploads/gone").text.contains("no such upload"))
    }

    @Test("are given to participants with fields that keep a browser from running them")
    func download() async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        let answer = try await fixture.ask(.get, path, user: "bob")
        #expect(answer.status == 200)
        #expect(answer.text == "hello")
        let expected: [(HTTPField.Name, String)] = try [
            (.contentType, "text/plain; charset=utf-8"), (.contentDisposition, "attachment; filename=\"a.txt\""), (.contentLength, "5"),
            (.eTag, "\"" + String(repeating: "0", count: 63) + "5\""), (.acceptRanges, "bytes"), (.cacheControl, "private, no-cache"),
            (.contentSecurityPolicy, "sandbox; default-src 'none'"), (.xContentTypeOptions, "nosniff"),
            (#require(HTTPField.Name("Referrer-Policy")), "no-referrer"),
        ]
        for (name, value) in expected { #expect(answer.headers[name] == value) }
        #expect(try await fixture.ask(.get, path, user: "eve").status == 403)
        #expect(try await fixture.ask(.get, path, user: nil).status == 401)
        #expect(try await fixture.ask(.get, "/api/uploads/nothing").status == 404)
    }

    @Test(
        "are shown only when they are pictures, sound or video",
        arguments: [("GIF89a", "inline"), ("fLaC", "inline"), ("%PDF-1.7", "attachment")])
    func shown(content: String, kind: String) async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload(content, name: "a", to: fixture)
        #expect(try await fixture.ask(.get, path).headers[.contentDisposition] == "\(kind); filename=\"a\"")
    }

    @Test(
        "are given in part",
        arguments: [("bytes=1-3", "ell", "bytes 1-3/5"), ("bytes=-2", "lo", "bytes 3-4/5"), ("bytes=4-", "o", "bytes 4-4/5")])
    func range(field: String, text: String, range: String) async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        let answer = try await fixture.ask(.get, path, fields: [.range: field])
        #expect(answer.status == 206)
        #expect(answer.text == text)
        #expect(answer.headers[.contentRange] == range)
        #expect(answer.headers[.contentLength] == String(text.count))
    }

    @Test("have no part beyond their end, and are whole when several parts or those of another content are asked for")
    func otherRanges() async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        let beyond = try await fixture.ask(.get, path, fields: [.range: "bytes=5-"])
        #expect(beyond.status == 416)
        #expect(beyond.headers[.contentRange] == "bytes */5")
        #expect(try await fixture.ask(.get, path, fields: [.range: "bytes=0-1,3-4"]).text == "hello")
        #expect(try await fixture.ask(.get, path, fields: [.range: "bytes=0-1", .ifRange: "\"other\""]).text == "hello")
        let tag = "\"" + String(repeating: "0", count: 63) + "5\""
        #expect(try await fixture.ask(.get, path, fields: [.range: "bytes=0-1", .ifRange: tag]).text == "he")
        #expect(try await fixture.ask(.get, path, fields: [.range: "bytes=0-1", .ifRange: "W/" + tag]).text == "hello")
    }

    @Test("are not sent again to who has them", arguments: ["*", "\"x\", \"%\"", "W/\"%\""])
    func cached(field: String) async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        let field = field.replacing("%", with: String(repeating: "0", count: 63) + "5")
        let answer = try await fixture.ask(.get, path, fields: [.ifNoneMatch: field, .range: "bytes=0-1"])
        #expect(answer.status == 304)
        #expect(answer.text.isEmpty)
        #expect(try await fixture.ask(.get, path, fields: [.ifNoneMatch: "\"other\""]).status == 200)
    }

    @Test("are described without being sent, whole even when a part is asked for")
    func head() async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        let answer = try await fixture.ask(.head, path, fields: [.range: "bytes=0-1"])
        #expect(answer.status == 200)
        #expect(answer.headers[.contentLength] == "5")
        #expect(answer.text.isEmpty)
    }

    @Test("are taken back by who sent them")
    func deleted() async throws {
        let fixture = try await Self.fixture()
        let path = try await Self.upload("hello", to: fixture)
        #expect(try await fixture.ask(.delete, path, user: "bob").status == 403)
        #expect(try await fixture.ask(.delete, path).status == 204)
        #expect(try await fixture.ask(.get, path).status == 404)
        #expect(fixture.files.contents.isEmpty)
    }
}
