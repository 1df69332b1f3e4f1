import ChannelLayer
import Synchronization

/// Stands in for the hub: keeps what the layer delivers.
public final class RecordingReceiver: LayerReceiver {
    private struct State {
        var events: [LayerEvent] = []
        var flushes = 0
        var observer: (@Sendable (LayerEvent) -> Void)?
    }

    private let state = Mutex(State())

    /// Makes the receiver.
    public init() {}

    /// Everything received, in order.
    public var events: [LayerEvent] { state.withLock { $0.events } }

    /// The payloads as text, in order.
    public var texts: [String] { events.map { String(decoding: $0.payload, as: UTF8.self) } }

    /// How often the end of a batch was said.
    public var flushes: Int { state.withLock { $0.flushes } }

    /// Forgets what was received.
    public func clear() {
        state.withLock { $0.events = [] }
    }

    /// Calls `observer` with each further event, on the publisher's thread.
    public func observe(_ observer: @escaping @Sendable (LayerEvent) -> Void) {
        state.withLock { $0.observer = observer }
    }

    public func receive(_ event: LayerEvent) {
        let observer = state.withLock { state in
            state.events.append(event)
            return state.observer
        }
        observer?(event)
    }

    public func flush() {
        state.withLock { $0.flushes += 1 }
    }
}
