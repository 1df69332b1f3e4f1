import Chat
import Foundation
import Storage

/// Times what a client asks for first, on a generated store: warm, with the file in the kernel's cache, and cold, with its pages
/// dropped from there before each operation.
struct Measurement {
    let folder: String
    let shape: Shape
    /// Operations of each kind, warm.
    let samples: Int
    /// The same, cold.
    let coldSamples: Int

    private typealias Operation = @Sendable (SQLiteStore, _ conversation: Int, _ user: Int) async throws -> Void

    func run() async throws {
        let store = try SQLiteStore.forBenchmark(folder)
        print("| operation | cache | samples | p50 ms | p99 ms | longest ms | processor p50 ms | processor p99 ms |")
        print("|---|---|---|---|---|---|---|---|")
        try fillCache()
        for (name, operation) in Self.operations {
            try await measure(name, "warm", samples, store, operation) {}
        }
        for (name, operation) in Self.operations where coldSamples > 0 {
            try await measure(name, "cold", coldSamples, store, operation) { dropCache() }
        }
        await store.close()
    }

    private static let operations: [(String, Operation)] = [
        (
            "open a room",
            { store, conversation, user in
                let id = Shape.id(ofConversation: conversation)
                _ = try await store.opening(of: id, by: Shape.id(ofUser: user), participantLimit: 100)
                _ = try await store.messages(of: id, before: nil, limit: 50, maximumBytes: 256 << 10)
            }
        ),
        (
            "history before",
            { store, conversation, _ in
                let id = Shape.id(ofConversation: conversation)
                let last = try await store.conversation(id)?.lastSeq ?? 0
                _ = try await store.messages(of: id, before: max(1, last / 2), limit: 50, maximumBytes: 256 << 10)
            }
        ),
        (
            "history after",
            { store, conversation, _ in
                let id = Shape.id(ofConversation: conversation)
                let last = try await store.conversation(id)?.lastSeq ?? 0
                _ = try await store.messages(of: id, after: last / 2, limit: 50, maximumBytes: 256 << 10)
            }
        ),
        (
            "a user's list with unread counts",
            { store, _, user in
                let id = Shape.id(ofUser: user)
                _ = try await store.conversations(ConversationQuery(userID: id, unreadFor: id, limit: 50))
            }
        ),
        (
            "everybody's list",
            { store, _, _ in _ = try await store.conversations(ConversationQuery(userID: nil, limit: 50)) }
        ),
        (
            "search in a room",
            { store, conversation, _ in
                let query = SearchQuery(text: "kalo ren", conversationID: Shape.id(ofConversation: conversation), userID: nil, limit: 20)
                _ = try await store.search(query)
            }
        ),
        (
            "search in a user's rooms",
            { store, _, user in
                let query = SearchQuery(text: "kakaka lok", conversationID: nil, userID: Shape.id(ofUser: user), limit: 20)
                _ = try await store.search(query)
            }
        ),
    ]

    private func measure(
        _ name: String, _ cache: String, _ count: Int, _ store: SQLiteStore, _ operation: Operation, before: () -> Void
    ) async throws {
        var random = SplitMix(seed: 7)
        var (times, costs): ([Double], [Double]) = ([], [])
        for _ in 0..<count {
            let conversation = random.below(shape.conversations)
            let users = shape.participants(of: conversation)
            before()
            let (start, processor) = (ContinuousClock.now, Appending.processorSeconds)
            try await operation(store, conversation, users[random.below(users.count)])
            costs.append((Appending.processorSeconds - processor) * 1_000)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        let columns = Self.quantiles(times, [0.5, 0.99, 1]) + Self.quantiles(costs, [0.5, 0.99])
        print("| \(name) | \(cache) | \(count) | \(columns.joined(separator: " | ")) |")
        fflush(nil)
    }

    private static func quantiles(_ values: [Double], _ ranks: [Double]) -> [String] {
        let sorted = values.sorted()
        return ranks.map { String(format: "%.3f", sorted[min(sorted.count - 1, Int($0 * Double(sorted.count)))]) }
    }

    /// Lets the kernel read the whole file.
    private func fillCache() throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: "\(folder)/telltale.db"))
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {}
    }

    /// Lets the kernel forget the file's pages. What the store's connections keep, two megabytes each, stays.
    private func dropCache() {
        let descriptor = open("\(folder)/telltale.db", O_RDONLY)
        guard descriptor >= 0 else { return }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        close(descriptor)
    }
}
