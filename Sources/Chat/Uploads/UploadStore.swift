/// Keeps the contents of uploads. What is known about them is in the ``MessageStore``.
///
/// `Chat` owns this protocol; `Storage` implements it. A content comes into being whole or not at all: it is written aside and
/// appears under its id in one step. All methods may be called from any thread and none blocks the caller: those that wait
/// for the disk suspend.
public protocol UploadStore: Sendable {
    /// Begins a content.
    ///
    /// - Parameter id: a valid identifier of the protocol that no content has; what is noted under it is noted later.
    func create(_ id: String) async throws(UploadStoreError) -> any UploadWriter

    /// Opens a content for reading; nil when there is none with this id. Removing it does not end the reading.
    func open(_ id: String) async throws(UploadStoreError) -> (any UploadReader)?

    /// Removes contents, if they are there. Returns at once; what goes wrong is logged and made good by ``recover(known:)``.
    func remove(_ ids: [String])

    /// Removes what a process that was killed left behind: contents that were not whole, and those that nobody noted. What this
    /// process began is left alone.
    ///
    /// - Parameter known: of these ids, those that are noted; asked for some hundred at a time.
    /// - Returns: how many were removed.
    /// - Throws: what `known` throws, or ``UploadStoreError``.
    func recover(known: @Sendable ([String]) async throws -> Set<String>) async throws -> Int
}
