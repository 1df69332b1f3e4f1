import Synchronization

/// A conversation that somebody is in on this node. A handle for the calls of ``ChatService``; any thread may hold it.
///
/// A room is pinned by each socket from `enter` to `leave` and by each write until its commit. While it is pinned it is
/// the one object for its conversation, so what a commit notes here is what the next socket reads.
public final class Room: Sendable {
    /// The conversation's id.
    public let id: String
    /// The channel layer's group of the conversation.
    public let group: String

    private let state: Mutex<RoomState>
    private let pins = Atomic<Int>(0)

    init(_ state: RoomState) {
        id = state.conversation.id
        group = ChatService.group(of: state.conversation.id)
        self.state = Mutex(state)
    }

    /// Sockets in the room on this node.
    var sockets: Int {
        withState { $0.presence.sockets }
    }

    /// Locks the room's state for the time of `body`, which must not block.
    func withState<Value: Sendable>(_ body: (inout RoomState) -> Value) -> Value {
        state.withLock { body(&$0) }
    }

    /// Whether nobody pins the room. Stays so while the table that hands rooms out is locked.
    var isUnpinned: Bool {
        pins.load(ordering: .acquiring) == 0
    }

    func pin() {
        pins.add(1, ordering: .relaxed)
    }

    func unpin() {
        pins.subtract(1, ordering: .releasing)
    }
}
