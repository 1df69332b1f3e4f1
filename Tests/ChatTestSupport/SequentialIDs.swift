import Chat
import Essentials
import Synchronization

/// Ids that a test can foretell: `id-1`, `id-2`, …
public final class SequentialIDs: IDSource {
    private let count = Atomic<Int>(0)

    /// Makes the source.
    public init() {}

    public func next() -> String {
        "id-\(count.add(1, ordering: .relaxed).newValue)"
    }
}
