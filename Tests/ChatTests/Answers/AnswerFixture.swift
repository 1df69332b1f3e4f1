import ChannelLayer
import Chat
import ChatTestSupport
import Logging
import Telemetry
import Wire

/// A chat service with an assistant whose models do as the test says, on a clock that the test moves.
struct AnswerFixture: Sendable {
    let store: InMemoryMessageStore
    let clock = ManualClock()
    let timer = ManualTimer()
    let receiver = RecordingReceiver()
    let registry = Registry()
    let model: ScriptedModel
    let operations = ScriptedModel(name: "operations")
    let ended = EndedAnswers()
    /// What operators are told.
    let entries = Collected<String>()
    let chat: ChatService

    let ada = ChatUser(id: "ada", name: "Ada")
    let bob = ChatUser(id: "bob", name: "Bob")
    let eve = ChatUser(id: "eve", name: "Eve", isOperator: true)

    init(
        _ mode: AssistantMode = .always, store: InMemoryMessageStore = InMemoryMessageStore(), obeysCancel: Bool = true,
        configure: (inout AssistantConfiguration) -> Void = { _ in }
    ) {
        self.store = store
        model = ScriptedModel(obeysCancel: obeysCancel)
        var configuration = AssistantConfiguration(model: model, operations: operations, mode: mode, observer: ended)
        configuration.commands = ["/help", "/stats", "/errors"]
        configuration.timer = timer
        let log = RecordingLog(entries: entries)
        configuration.logger = Logger(label: "test") { _ in log }
        // Only tests about it have pressure.
        configuration.pressurePieces = .max
        configure(&configuration)
        chat = ChatService(
            store: store, layer: InMemoryChannelLayer(receiver: receiver, registry: registry), registry: registry,
            configuration: ChatConfiguration(roomsOpenOnFirstUse: true), clock: clock, ids: SequentialIDs(), sockets: RecordingSockets(),
            assistant: configuration)
    }

    /// The room `lobby`, which Ada has entered; what she heard by it is forgotten.
    func lobby() async throws -> Room {
        let room = try await chat.enter("lobby", user: ada).room
        receiver.clear()
        return room
    }

    /// The user enters the room, too.
    func enter(_ user: ChatUser, _ room: Room) async throws -> ChatUser {
        _ = try await chat.enter(room.id, user: user)
        return user
    }

    /// Ada asks in a room where nothing is being answered.
    ///
    /// - Returns: the id of the question, and the model's call.
    func ask(_ question: String = "why?", in room: Room) async throws -> (question: String, call: ScriptedModel.Call) {
        let acknowledgement = try await chat.say(question, in: room, as: ada)
        return (acknowledgement.messageID ?? "", await model.call())
    }

    /// The room `lobby` of a store that commits when it is told to, where Ada's question `id-1` is being answered by `id-2`.
    func begunManually() async throws -> (room: Room, call: ScriptedModel.Call) {
        await store.prepare("lobby", for: ada)
        let room = try await chat.enter("lobby", user: ada).room
        chat.submit(ChatMessageDraft(content: "why?"), id: nil, room: room, user: ada, receivedAt: 0) { _ in }
        store.commit()
        let call = await model.call()
        receiver.clear()
        return (room, call)
    }

    /// Says something with all that a draft can hold.
    @discardableResult
    func say(_ draft: ChatMessageDraft, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            chat.submit(draft, id: nil, room: room, user: user, receivedAt: 0) { continuation.resume(returning: $0) }
        }.get()
    }

    @discardableResult
    func stop(_ messageID: String, id: String? = nil, in room: Room, as user: ChatUser) async throws -> Acknowledgement {
        try await withCheckedContinuation { continuation in
            chat.stop(messageID, id: id, room: room, user: user) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Lets time pass on all clocks.
    func pass(milliseconds: Int64) {
        clock.advance(seconds: Double(milliseconds) / 1_000)
        timer.advance(milliseconds: milliseconds)
    }

    /// All messages of a room.
    func messages(_ room: Room) async throws -> [Message] {
        try await chat.history(room, before: nil, after: nil, limit: 100).messages
    }

    /// The value of a series.
    func metric(_ family: String, _ label: String) -> Double? {
        let series = registry.snapshot().family(family)?.series.first { $0.labelValues == [label] }
        guard case .number(let value) = series?.value else { return nil }
        return value
    }

    /// The code of the error that `body` throws, or nil.
    func code(_ body: () async throws -> Void) async -> ErrorCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ChatError)?.code
        }
    }
}

extension InMemoryMessageStore {
    /// Commits whatever comes while `body` waits for it.
    func committing<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let committing = Task {
            while !Task.isCancelled {
                commit()
                await Task.yield()
            }
        }
        defer { committing.cancel() }
        return try await body()
    }
}

/// The types of the frames, shortened to what the tests compare.
extension RecordingReceiver {
    var types: [String] {
        texts.map { text in
            let rest = text.dropFirst(#"{"type":""#.count)
            return String(rest[..<(rest.firstIndex(of: "\"") ?? rest.endIndex)])
        }
    }
}
