import Chat
import ChatTestSupport

/// A store of uploads that keeps nothing but which contents were to be removed.
final class RecordingUploads: UploadStore {
    private let removals = Collected<String>()

    /// The ids that were removed, in order.
    var removed: [String] { removals.all }

    func create(_ id: String) async throws(UploadStoreError) -> any UploadWriter {
        throw .unavailable("nothing is kept here")
    }

    func open(_ id: String) async throws(UploadStoreError) -> (any UploadReader)? {
        nil
    }

    func remove(_ ids: [String]) {
        for id in ids { removals.append(id) }
    }

    func recover(known: @Sendable ([String]) async throws -> Set<String>) async throws -> Int {
        0
    }
}
