import Chat
import ChatTestSupport
import Foundation
import Storage
import Testing

@Suite("Recovering uploads")
struct UploadRecoveringTests {
    @Test("removes what was not whole and what nobody noted, and nothing else")
    func leftovers() async throws {
        let files = try UploadFiles()
        try files.put("uploads/01/half-01.part")
        try files.put("uploads/01/orphan-01")
        try files.put("uploads/01/noted-01")
        try files.put("uploads/02/noted-02")
        let removed = try await files.open().recover { ids in Set(ids).intersection(["noted-01", "noted-02"]) }
        #expect(removed == 2)
        #expect(files.names == ["uploads/01/noted-01", "uploads/02/noted-02"])
    }

    @Test("does not stop at what is no folder, and looks into no folder that lies elsewhere")
    func strangers() async throws {
        let files = try UploadFiles()
        try files.put("elsewhere/mine.part")
        try files.put("uploads/notes.txt")
        try files.put("uploads/zz/half-zz.part")
        try FileManager.default.createSymbolicLink(
            atPath: files.path + "/uploads/aa", withDestinationPath: files.path + "/elsewhere")
        #expect(try await files.open().recover { _ in [] } == 1)
        #expect(files.names == ["elsewhere/mine.part", "uploads/notes.txt"])
    }

    @Test("leaves alone what this process began")
    func own() async throws {
        let files = try UploadFiles()
        let store = try files.open()
        let half = try await store.create("half")
        try await half.write([1])
        _ = try await store.create("whole").finish()
        #expect(try await store.recover { _ in [] } == 0)
        #expect(files.names == ["uploads/le/whole", "uploads/lf/half.part"])
    }

    @Test("asks for some hundred at a time")
    func portions() async throws {
        let files = try UploadFiles()
        for number in 0..<501 { try files.put("uploads/00/upload-\(number)00") }
        let asked = Collected<Int>()
        let removed = try await files.open().recover { ids in
            asked.append(ids.count)
            return []
        }
        #expect(removed == 501)
        #expect(asked.all == [500, 1])
        #expect(files.names.isEmpty)
    }

    @Test("removes nothing when it cannot be asked what is noted")
    func unknown() async throws {
        let files = try UploadFiles()
        try files.put("uploads/01/orphan-01")
        let store = try files.open()
        await #expect(throws: StoreError.closed) { try await store.recover { _ throws in throw StoreError.closed } }
        #expect(files.names == ["uploads/01/orphan-01"])
    }
}
