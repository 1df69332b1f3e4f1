import ChannelLayer
import Essentials
import Telemetry
import Wire

/// Conversations: who may enter, what is said, who is there.
///
/// Nothing is broadcast, acknowledged or counted before its commit. All methods may be called from any thread and none
/// blocks; those on the hot path (``submit(_:id:room:user:receivedAt:completion:)`` and the changes of messages,
/// ``typing(_:room:user:)``, ``read(seq:id:room:user:completion:)``, ``leave(_:user:)``) neither create a task nor suspend.
///
/// A socket joins the hub's group ``group(of:)`` first, then calls ``enter(_:user:)``, then replays what it missed, and
/// skips live events that it has replayed: so it misses nothing and gets nothing twice. What the group brings before
/// `enter` has returned must be held back, since access was not checked yet.
public final class ChatService: Sendable {
    let store: any MessageStore
    let layer: any ChannelLayer
    let configuration: ChatConfiguration
    let clock: any ServerClock
    let ids: any IDSource
    let sockets: any RoomSockets
    let uploads: (any UploadStore)?
    let assistant: Assistant?
    let metrics: ChatMetrics
    let rooms = RoomTable()
    let watch = RoomWatch()
    let activity: ActivityMeter
    let batchTime: BatchTime

    /// Makes the service, declares its metrics and takes the store's end of batch.
    ///
    /// - Parameters:
    ///   - store: keeps everything; nothing was written to it yet.
    ///   - layer: carries events to the sockets.
    ///   - registry: where the metrics are declared.
    ///   - configuration: the settings.
    ///   - clock: the time.
    ///   - ids: makes the ids of messages and conversations.
    ///   - sockets: closes the sockets of users who were removed.
    ///   - uploads: the files of uploads; nil when there are none.
    ///   - assistant: who answers, and how; nil (the default) is nobody.
    public init(
        store: any MessageStore, layer: any ChannelLayer, registry: Registry, configuration: ChatConfiguration,
        clock: any ServerClock, ids: any IDSource, sockets: any RoomSockets, uploads: (any UploadStore)? = nil,
        assistant: AssistantConfiguration? = nil
    ) {
        self.store = store
        self.layer = layer
        self.configuration = configuration
        self.clock = clock
        self.ids = ids
        self.sockets = sockets
        self.uploads = uploads
        metrics = ChatMetrics(registry: registry)
        let activity = ActivityMeter(now: clock.monotonicNanoseconds())
        self.activity = activity
        self.assistant = assistant.map {
            Assistant($0, store: store, layer: layer, registry: registry, activity: activity, clock: clock, ids: ids)
        }
        let batchTime = BatchTime(clock)
        self.batchTime = batchTime
        store.onBatchEnd {
            batchTime.end()
            layer.flush()
        }
    }

    /// The channel layer's group of a conversation.
    public static func group(of conversationID: String) -> String {
        "chat_" + conversationID
    }

    /// When the assistant answers in conversations that have no mode of their own.
    public var defaultAssistant: AssistantMode { assistant?.configuration.mode ?? .never }

    /// Publishes an event that was committed. Called on the store's thread, in the order of commits.
    ///
    /// The room's state takes the `seq` first: so a socket that joined the group too late for the event finds it covered by
    /// the `lastSeq` of its entry.
    ///
    /// - Parameter note: what else the room's state takes from it, in the same step.
    func publish(_ event: RoomEvent, in room: Room, receivedAt: Int64, _ note: (inout RoomState) -> Void = { _ in }) {
        room.withState { state in
            state.committed(seq: event.seq)
            note(&state)
        }
        layer.publish(
            LayerEvent(
                group: room.group, payload: ChatFrames.event(event), seq: event.seq, receivedAt: receivedAt, subjectID: event.messageID))
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
}
