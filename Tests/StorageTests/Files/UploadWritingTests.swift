import Chat
import Storage
import Testing

@Suite("A file of an upload")
struct UploadWritingTests {
    @Test("has its name when it is whole, and not before")
    func whole() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        let writer = try await store.create("01ABCDEFXY")
        try await writer.write(Array("hel".utf8))
        #expect(files.names == ["uploads/XY/01ABCDEFXY.part"])
        try await writer.write(Array("lo".utf8))
        #expect(try await store.open("01ABCDEFXY") == nil)
        // FIPS 180-4, by sha256sum(1).
        #expect(try await writer.finish() == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        #expect(files.names == ["uploads/XY/01ABCDEFXY"])
        #expect(files.content("uploads/XY/01ABCDEFXY") == Array("hello".utf8))
    }

    @Test("may be empty")
    func empty() async throws {
        let files = try UploadFiles()
        let writer = try await files.open().create("nothing")
        #expect(try await writer.finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(files.content("uploads/ng/nothing") == [])
    }

    @Test("is gone when it is discarded, at whichever point", arguments: 0...3)
    func discarded(step: Int) async throws {
        let files = try UploadFiles()
        let writer = try await files.open().create("upload")
        if step > 0 { try await writer.write([UInt8](repeating: 1, count: 100_000)) }
        if step > 1 { _ = try await writer.finish() }
        if step > 2 { await writer.discard() }
        await writer.discard()
        #expect(files.names.isEmpty)
        await #expect(throws: UploadStoreError.self) { try await writer.write([1]) }
        await #expect(throws: UploadStoreError.self) { try await writer.finish() }
    }

    @Test("is never written by two")
    func exclusive() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        let writer = try await store.create("upload")
        await #expect(throws: UploadStoreError.self) { try await store.create("upload") }
        try await writer.write([1, 2])
        _ = try await writer.finish()
        #expect(files.content("uploads/ad/upload") == [1, 2])
    }

    @Test("has no name that leads elsewhere", arguments: ["../x", "a/b", ".", "..", ".hidden", "", "x.part"])
    func paths(id: String) async throws {
        let files = try UploadFiles()
        let store = try files.open()
        await #expect(throws: UploadStoreError.self) { try await store.create(id) }
        #expect(try await store.open(id) == nil)
        store.remove([id])
        #expect(files.names.isEmpty)
    }

    @Test("stays in the folder of uploads, also when its name ends in dots")
    func dots() async throws {
        let files = try UploadFiles()
        _ = try await files.open().create("upload..").finish()
        #expect(files.names == ["uploads/__/upload.."])
    }

    @Test("that cannot be made is said to be unavailable")
    func obstacle() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        try files.put("uploads/ad")
        await #expect(throws: UploadStoreError.unavailable("open: Not a directory (20)")) { try await store.create("upload") }
    }

    @Test("is written beside others")
    func together() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let writer = try await store.create("upload-\(number)")
                    for _ in 0..<10 { try await writer.write([UInt8](repeating: UInt8(number), count: 10_000)) }
                    _ = try await writer.finish()
                }
            }
            try await group.waitForAll()
        }
        #expect(files.names.count == 20)
        for number in 0..<20 {
            let id = "upload-\(number)"
            #expect(files.content("uploads/\(id.suffix(2))/\(id)") == [UInt8](repeating: UInt8(number), count: 100_000))
        }
    }
}
