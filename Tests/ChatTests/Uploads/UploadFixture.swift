import ChannelLayer
import Chat
import ChatTestSupport
import Telemetry
import Wire

/// Uploads over stores in memory, on a clock that the test moves. Ada and Bob are in the private conversation `den`.
struct UploadFixture: Sendable {
    let store = InMemoryMessageStore()
    let files = InMemoryUploadStore()
    let clock = ManualClock()
    let receiver = RecordingReceiver()
    let registry = Registry()
    let chat: ChatService
    let uploads: UploadService

    let ada = ChatUser(id: "ada", name: "Ada")
    let bob = ChatUser(id: "bob", name: "Bob")
    let eve = ChatUser(id: "eve", name: "Eve")
    let admin = ChatUser(id: "root", name: "Root", isAdmin: true)

    init(_ configuration: UploadConfiguration = UploadConfiguration()) async throws {
        chat = ChatService(
            store: store, layer: InMemoryChannelLayer(receiver: receiver, registry: registry), registry: registry,
            configuration: ChatConfiguration(roomsOpenOnFirstUse: true), clock: clock, ids: SequentialIDs(), sockets: RecordingSockets(),
            uploads: files, assistant: AssistantConfiguration(model: SilentModel(), mode: .never))
        uploads = UploadService(chat: chat, files: files, registry: registry, configuration: configuration)
        _ = try await chat.createConversation(id: "den", participants: [bob.reference], by: ada)
    }

    /// Uploads a source and says how it ended.
    func receive(_ source: ListedSource, in room: String = "den", as user: ChatUser? = nil) async -> Result<UploadRecord, any Error> {
        do {
            return .success(try await uploads.receive(source, in: room, user: user ?? ada))
        } catch {
            return .failure(error)
        }
    }

    /// The refusal of an upload; nil when it was none.
    func refusal(_ source: ListedSource, in room: String = "den", as user: ChatUser? = nil) async -> UploadError? {
        guard case .failure(let error) = await receive(source, in: room, as: user) else { return nil }
        return error as? UploadError
    }

    /// Says something that carries uploads.
    func say(_ content: String, attachments: [String]) async throws {
        let room = try await chat.enter("den", user: ada).room
        let draft = ChatMessageDraft(content: content, attachments: attachments)
        _ = try await withCheckedContinuation { continuation in
            chat.submit(draft, id: nil, room: room, user: ada, receivedAt: 0) { continuation.resume(returning: $0) }
        }.get()
        chat.leave(room, user: ada)
    }

    /// Whether nothing is left of any upload.
    var isClean: Bool {
        files.contents.isEmpty && files.unfinished.isEmpty && store.uploadIDs.isEmpty
    }

    /// The `status` of every `upload_progress`, in order.
    var statuses: [String] {
        receiver.texts.filter { $0.contains(#""type":"upload_progress""#) }
            .compactMap { $0.split(separator: #""status":""#).last?.split(separator: "\"").first.map(String.init) }
    }

    func ended(_ outcome: String) -> Double? {
        let series = registry.snapshot().family("telltale_uploads_total")?.series.first { $0.labelValues == [outcome] }
        guard case .number(let value) = series?.value else { return nil }
        return value
    }
}
