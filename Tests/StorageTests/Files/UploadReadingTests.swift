import Chat
import Foundation
import Storage
import Testing

@Suite("Reading an upload")
struct UploadReadingTests {
    private static let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func stored(_ store: FileUploadStore) async throws {
        let writer = try await store.create("upload")
        try await writer.write(Self.content)
        _ = try await writer.finish()
    }

    @Test("gives any part of it, and nothing beyond its end")
    func parts() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        try await stored(store)
        let reader = try #require(try await store.open("upload"))
        #expect(try await reader.read(at: 0, count: 200_000) == Self.content)
        #expect(try await reader.read(at: 65_537, count: 3) == Array(Self.content[65_537..<65_540]))
        #expect(try await reader.read(at: 199_999, count: 10) == [Self.content[199_999]])
        #expect(try await reader.read(at: 200_000, count: 10).isEmpty)
    }

    @Test("goes on when it is removed meanwhile, and does not begin afterwards")
    func removed() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        try await stored(store)
        let reader = try #require(try await store.open("upload"))
        store.remove(["upload", "unknown"])
        #expect(await files.eventually { files.names.isEmpty })
        #expect(try await reader.read(at: 100_000, count: 100_000) == Array(Self.content[100_000...]))
        #expect(try await store.open("upload") == nil)
    }

    @Test("does not follow a link that took its place")
    func link() async throws {
        let files = try UploadFiles()
        try files.put("elsewhere")
        try files.put("uploads/ad/other-ad")
        try FileManager.default.createSymbolicLink(
            atPath: files.path + "/uploads/ad/upload-ad", withDestinationPath: files.path + "/elsewhere")
        let store = try files.open()
        await #expect(throws: UploadStoreError.self) { try await store.open("upload-ad") }
    }
}
