import Chat
import Essentials

/// Where the running transaction put an event.
struct StoredEvent {
    let conversation: StoredConversation
    let seq: Int64
    let place: LogPlace
    /// Unix time of the conversation's last message after it, milliseconds.
    let updatedAt: Int64
    /// Which request stored it, where that had a client id.
    let request: RequestKey?
    /// Whose read mark moves to it.
    let reader: ExactText?
}
