import Testing

@testable import Chat

@Suite("The name of an uploaded file")
struct UploadFileNameTests {
    @Test(
        "is kept as it is",
        arguments: ["a", "Grüße 世界.txt", ".profile", "a\u{301}.txt", String(repeating: "x", count: 255), "x\"y'%.txt"])
    func kept(name: String) throws {
        #expect(Array(try UploadFileName(name).text.utf8) == Array(name.utf8))
    }

    @Test(
        "is refused when it is a path, too long, or would show as another",
        arguments: [
            "", ".", "..", "../../etc/passwd", "a/b", "a\\b", "a\u{0}b", "a\nb", "a\u{85}b", "a\u{2028}b", "invoice\u{202E}fdp.exe",
            "a\u{2066}b", "a\u{200F}b", String(repeating: "é", count: 128),
        ])
    func refused(name: String) {
        #expect(throws: UploadError.self) { try UploadFileName(name) }
    }
}
