import ChannelLayer
import Telemetry
import Wire

/// Conversations: who may enter, what is said, who is there.
///
/// Nothing is broadcast, acknowledged or counted before its commit. All methods may be called from any thread and none
/// blocks; those on the hot path (``submit(_:id:room:user:receivedAt:completion:)``, ``typing(_:room:user:)``,
/// ``read(seq:id:room:user:completion:)``, ``leave(_:user:)``) neither create a task nor suspend.
///
/// A socket joins the hub's group ``group(of:)`` first, then calls ``enter(_:user:)``, then replays what it missed, and
/// skips live events that it has replayed: so it misses nothing and gets nothing twice. What the group brings before
/// `enter` has returned must be held back, since access was not checked yet.
public final class ChatService: Sendable {
    let store: any MessageStore
    let layer: any ChannelLayer
    let configuration: ChatConfiguration
    let clock: any ChatClock
    let ids: any IDSource
    let metrics: ChatMetrics
    let rooms = RoomTable()
    let watch = RoomWatch()
    let activity: ActivityMeter

    /// Makes the service, declares its metrics and takes the store's end of batch.
    ///
    /// - Parameters:
    ///   - store: keeps everything; nothing was written to it yet.
    ///   - layer: carries events to the sockets.
    ///   - registry: where the metrics are declared.
    ///   - configuration: the settings.
    ///   - clock: the time.
    ///   - ids: makes the ids of messages and conversations.
    public init(
        store: any MessageStore, layer: any ChannelLayer, registry: Registry, configuration: ChatConfiguration,
        clock: any ChatClock, ids: any IDSource
    ) {
        self.store = store
        self.layer = layer
        self.configuration = configuration
        self.clock = clock
        self.ids = ids
        metrics = ChatMetrics(registry: registry)
        activity = ActivityMeter(now: clock.monotonicNanoseconds())
        store.onBatchEnd { layer.flush() }
    }

    /// The channel layer's group of a conversation.
    public static func group(of conversationID: String) -> String {
        "chat_" + conversationID
    }

    /// Publishes an announcement unless the room is too crowded for it; the caller flushes the layer.
    ///
    /// Called with the room's state locked: so what is said last is what holds, whichever threads say it.
    ///
    /// - Returns: whether it was published.
    func publish(_ announcement: Announcement, in room: Room, _ state: RoomState) -> Bool {
        guard state.isBroadcast(announcement, presenceLimit: configuration.presenceLimit) else { return false }
        layer.publish(LayerEvent(group: room.group, payload: announcement.frame))
        return true
    }

    /// Changes the room's state, publishes what comes of it, and sees to it that the sweep looks at the room if it must.
    ///
    /// - Returns: whether something was published, so that the layer wants a flush.
    func update(_ room: Room, _ change: (inout RoomState) -> Announcement?) -> Bool {
        room.withState { state in
            let announcement = change(&state)
            watch.noteIfNeeded(room, &state)
            guard let announcement else { return false }
            return publish(announcement, in: room, state)
        }
    }

    /// Commits one write.
    ///
    /// - Parameter apply: called on the store's thread right after the commit, in the order of commits.
    func commit(
        _ operation: StoreOperation, apply: @escaping @Sendable (StoreOutcome) -> Void = { _ in }
    ) async throws(ChatError) -> StoreOutcome {
        let result: Result<StoreOutcome, StoreError> = await withCheckedContinuation { continuation in
            store.enqueue(
                StoreWrite(operation) { result in
                    if case .success(let outcome) = result { apply(outcome) }
                    continuation.resume(returning: result)
                })
        }
        do {
            return try result.get()
        } catch {
            throw ChatError(error)
        }
    }

    /// Reads from the store, with its errors in the words of the protocol.
    func reading<Value>(_ body: () async throws(StoreError) -> Value) async throws(ChatError) -> Value {
        do {
            return try await body()
        } catch {
            throw ChatError(error)
        }
    }
}
