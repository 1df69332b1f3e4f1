import Testing

@testable import Chat

@Suite("The list of media types")
struct MediaTypeListTests {
    @Test("takes names and families, however they are written")
    func matches() throws {
        let list = try #require(MediaTypeList(" Image/* ,application/pdf"))
        #expect(list.allows(ContentType("image/png")))
        #expect(list.allows(ContentType("application/pdf")))
        #expect(!list.allows(ContentType("application/zip")))
        #expect(!list.allows(ContentType("text/plain")))
    }

    @Test("means active content by its own name only")
    func active() throws {
        let svg = ContentType("image/svg+xml", isActive: true)
        #expect(try !#require(MediaTypeList("image/*")).allows(svg))
        #expect(try !#require(MediaTypeList("*/*")).allows(svg))
        #expect(try #require(MediaTypeList("image/svg+xml")).allows(svg))
        #expect(try #require(MediaTypeList("*/*")).allows(ContentType("application/octet-stream")))
        #expect(!MediaTypeList.standard.allows(svg))
    }

    @Test("of nothing takes nothing")
    func empty() throws {
        #expect(try !#require(MediaTypeList("")).allows(ContentType("text/plain")))
    }

    @Test(
        "is not made of what are no types",
        arguments: ["image", "image/", "/png", "*/png", "image/p ng/x", "image/p\u{e9}", "a/b/c", "image/*x"])
    func malformed(text: String) {
        #expect(MediaTypeList(text) == nil)
    }
}
