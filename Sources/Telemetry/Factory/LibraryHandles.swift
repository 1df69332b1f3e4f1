import Synchronization

/// The handles of one kind that libraries have asked for, to answer the same request again at once.
///
/// Only a request whose series is its own has a place here, and there are ``limit`` places. When all are taken everything
/// is forgotten: whoever asks again gets a new handle on the same series.
final class LibraryHandles<Handle: LibraryHandle>: Sendable {
    static var limit: Int { 16_384 }

    private let known = Mutex<[LibraryRequest: Handle]>([:])

    /// The handle that was given for this request, unless its series is no longer shown.
    func handle(for request: LibraryRequest) -> Handle? {
        known.withLock { $0[request] }.flatMap { $0.series.isShown ? $0 : nil }
    }

    func keep(_ handle: Handle) {
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[handle.request] = handle
        }
    }

    func forget(_ handle: Handle) {
        known.withLock { known in
            if known[handle.request] === handle { known[handle.request] = nil }
        }
    }
}
