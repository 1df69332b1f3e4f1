import Chat
import ChatTestSupport
import GRDB
import Testing

@testable import Storage

@Suite("The write-ahead log")
struct LogTests {
    private static let large = String(repeating: "x", count: 10_000)

    @Test("the log stays about as long as configured, however much is written")
    func bounded() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { configuration in
            configuration.checkpointPages = 20
            configuration.logFileLimitBytes = 200_000
        }
        await store.create("room")
        for index in 1...100 {
            await store.append(Self.large, id: "m\(index)", to: "room")
            #expect(folder.logBytes < 200_000)
        }
        await store.close()
    }

    @Test("a reader that stays keeps nobody from writing, and the log shrinks when it has gone")
    func longReader() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { configuration in
            configuration.checkpointPages = 20
            configuration.logFileLimitBytes = 200_000
        }
        await store.create("room")
        let reader = try store.pool.makeSnapshot()
        for index in 1...100 {
            #expect(await store.append(Self.large, id: "m\(index)", to: "room") == .success(.appended(seq: Int64(index))))
        }
        #expect(folder.logBytes > 1_000_000)
        try reader.close()
        for index in 101...140 {
            await store.append(Self.large, id: "m\(index)", to: "room")
        }
        #expect(folder.logBytes <= 200_000)
        await store.close()
    }
}
