import Chat
import Synchronization

/// A content of an ``InMemoryUploadStore`` that is being written.
struct InMemoryUploadWriter: UploadWriter {
    let id: String
    let store: InMemoryUploadStore

    func begin() throws(UploadStoreError) -> InMemoryUploadWriter {
        do {
            try change { state in
                state.begun += 1
                state.unfinished[id] = []
            }
            return self
        } catch {
            store.state.withLock { $0.unfinished[id] = nil }
            throw error
        }
    }

    func write(_ bytes: [UInt8]) async throws(UploadStoreError) {
        try change { $0.unfinished[id]?.append(contentsOf: bytes) }
    }

    /// The sum's place is taken by the content's size, which a test can foretell.
    func finish() async throws(UploadStoreError) -> String {
        let size = try change { state in
            let content = state.unfinished.removeValue(forKey: id)
            state.contents[id] = content
            return content?.count ?? 0
        }
        let digits = String(size, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    func discard() async {
        store.state.withLock { state in
            state.unfinished[id] = nil
            state.contents[id] = nil
        }
    }

    private func change<Value: Sendable>(_ body: (inout InMemoryUploadStore.State) -> Value) throws(UploadStoreError) -> Value {
        let result: Result<Value, UploadStoreError> = store.state.withLock { state in
            let value = body(&state)
            if let failure = state.failure, (state.unfinished[id]?.count ?? .max) >= state.failsAfter { return .failure(failure) }
            return .success(value)
        }
        return try result.get()
    }
}

/// A content of an ``InMemoryUploadStore`` that is being read.
struct InMemoryUploadReader: UploadReader {
    let content: [UInt8]

    func read(at offset: Int64, count: Int) async throws(UploadStoreError) -> [UInt8] {
        Array(content.dropFirst(Int(offset)).prefix(count))
    }
}
