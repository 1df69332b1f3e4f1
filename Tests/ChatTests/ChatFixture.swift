import ChannelLayer
import Chat
import ChatTestSupport
import Telemetry
import Wire

/// A chat service over a store in memory, on a clock that the test moves.
struct ChatFixture: Sendable {
    let store: InMemoryMessageStore
    let clock = ManualClock()
    let receiver = RecordingReceiver()
    let sockets = RecordingSockets()
    let uploads = RecordingUploads()
    let registry = Registry()
    let chat: ChatService

    let ada = ChatUser(id: "ada", name: "Ada")
    let bob = ChatUser(id: "bob", name: "Bob")
    let eve = ChatUser(id: "eve", name: "Eve")
    let admin = ChatUser(id: "root", name: "Root", isAdmin: true)

    init(opensRooms: Bool = true, presenceLimit: Int = 200, mode: InMemoryMessageStore.Mode = .automatic, queueLimit: Int = .max) {
        store = InMemoryMessageStore(mode: mode, queueLimit: queueLimit)
        chat = ChatService(
            store: store, layer: InMemoryChannelLayer(receiver: receiver, registry: registry), registry: registry,
            configuration: ChatConfiguration(roomsOpenOnFirstUse: opensRooms, presenceLimit: presenceLimit), clock: clock,
            ids: SequentialIDs(), sockets: sockets, uploads: uploads,
            assistant: AssistantConfiguration(model: SilentModel(), mode: .never))
    }

    /// A user with this id, named alike.
    func user(_ id: String) -> ChatUser {
        ChatUser(id: id, name: id)
    }

    /// Moves the clock in steps of a quarter of a second, sweeping as the server does.
    func pass(seconds: Double) {
        for _ in 0..<Int(seconds * 4) {
            clock.advance(seconds: 0.25)
            chat.sweep()
        }
    }

    /// The value of a series.
    func metric(_ family: String, _ labels: [String] = []) -> Double? {
        let series = registry.snapshot().family(family)?.series.first { $0.labelValues == labels }
        guard case .number(let value) = series?.value else { return nil }
        return value
    }

    /// The error that `body` throws, or nil.
    func error(_ body: () async throws -> Void) async -> ChatError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ChatError
        }
    }
}
