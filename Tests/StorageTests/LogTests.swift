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
            #expect(folder.logBytes <= 200_000)
        }
        await store.close()
    }

    @Test("a log that commits wait for is longer than what is in it, and what was acknowledged outlives a kill")
    func reserve() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        for index in 1...3 {
            await store.append("\(index)", id: "m\(index)", to: "room")
        }
        // The thread lengthens the file after it has answered: the probe comes after that.
        #expect(await store.probe())
        #expect(folder.logBytes > 400_000)
        let copy = try folder.copyAsAfterKill()
        let reopened = try copy.open()
        #expect(try await reopened.everything(in: "room") == ["1 1", "2 2", "3 3"])
        #expect(await reopened.append("4", id: "m4", to: "room") == .success(.appended(seq: 4, attachments: [])))
        await reopened.close()
        await store.close()
        #expect(folder.logBytes == 0)
    }

    @Test("a log that commits do not wait for is as long as what is in it")
    func noReserve() async throws {
        var lengths: [Int] = []
        for synchronous in [SQLiteStoreConfiguration.Synchronous.normal, .full] {
            let folder = try StoreFolder()
            let store = try folder.open { $0.synchronous = synchronous }
            await store.create("room")
            await store.append("1", id: "m1", to: "room")
            #expect(await store.probe())
            lengths.append(folder.logBytes)
            await store.close()
        }
        #expect(lengths[0] + 50_000 < lengths[1])
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
            #expect(await store.append(Self.large, id: "m\(index)", to: "room") == .success(.appended(seq: Int64(index), attachments: [])))
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
