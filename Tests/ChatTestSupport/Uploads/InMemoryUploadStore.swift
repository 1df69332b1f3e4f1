import Chat
import Synchronization

/// A store of uploads without a disk. It fails when a test says so.
public final class InMemoryUploadStore: UploadStore {
    struct State {
        var contents: [String: [UInt8]] = [:]
        var unfinished: [String: [UInt8]] = [:]
        var begun = 0
        var removed: [String] = []
        var failure: UploadStoreError?
        var failsAfter = 0
    }

    let state = Mutex(State())

    /// Makes an empty store.
    public init() {}

    /// What is whole, by its id.
    public var contents: [String: [UInt8]] { state.withLock { $0.contents } }
    /// What was begun and neither finished nor discarded, by its id.
    public var unfinished: [String: [UInt8]] { state.withLock { $0.unfinished } }
    /// How many contents were begun.
    public var begun: Int { state.withLock { $0.begun } }
    /// The ids that ``remove(_:)`` was called with.
    public var removed: [String] { state.withLock { $0.removed } }

    /// Lets everything fail, until called with nil.
    ///
    /// - Parameter bytes: a content can be written up to here.
    public func fail(with error: UploadStoreError?, after bytes: Int = 0) {
        state.withLock { state in
            state.failure = error
            state.failsAfter = bytes
        }
    }

    /// Puts a content there, as a process that was killed may have left it.
    public func leave(_ content: [UInt8], as id: String, isFinished: Bool) {
        state.withLock { state in
            if isFinished { state.contents[id] = content } else { state.unfinished[id] = content }
        }
    }

    public func create(_ id: String) async throws(UploadStoreError) -> any UploadWriter {
        try InMemoryUploadWriter(id: id, store: self).begin()
    }

    public func open(_ id: String) async throws(UploadStoreError) -> (any UploadReader)? {
        let (content, failure) = state.withLock { ($0.contents[id], $0.failure) }
        if let failure { throw failure }
        return content.map { InMemoryUploadReader(content: $0) }
    }

    public func remove(_ ids: [String]) {
        state.withLock { state in
            state.removed += ids
            for id in ids { state.contents[id] = nil }
        }
    }

    public func recover(known: @Sendable ([String]) async throws -> Set<String>) async throws -> Int {
        let ids = contents.keys.sorted()
        let orphans = Set(ids).subtracting(try await known(ids))
        return state.withLock { state in
            let count = state.unfinished.count + orphans.count
            state.unfinished = [:]
            for id in orphans { state.contents[id] = nil }
            return count
        }
    }
}
