import Chat
import Essentials

extension InMemoryMessageStore {
    public func upload(_ id: String) async throws(StoreError) -> UploadRecord? {
        try read { $0.uploads[id] }
    }

    public func looseUploads(before milliseconds: Int64, limit: Int) async throws(StoreError) -> [String] {
        try read { state in
            state.uploads.values
                .filter { $0.messageID == nil && $0.createdAtMilliseconds < milliseconds }
                .sorted { ($0.createdAtMilliseconds, $0.id) < ($1.createdAtMilliseconds, $1.id) }
                .prefix(limit)
                .map(\.id)
        }
    }

    public func knownUploads(among ids: [String]) async throws(StoreError) -> Set<String> {
        try read { state in Set(ids.filter { state.uploads[$0] != nil }) }
    }

    public func uploadedBytes(of userID: String) async throws(StoreError) -> Int64 {
        try read { state in
            state.uploads.values.filter { ExactText($0.userID) == ExactText(userID) }.reduce(0) { $0 + $1.size }
        }
    }

    public func looseUploadCount(of userID: String) async throws(StoreError) -> Int {
        try read { state in
            state.uploads.values.count { $0.messageID == nil && ExactText($0.userID) == ExactText(userID) }
        }
    }
}
