import ChannelLayer
import Essentials
import LanguageModels
import Synchronization
import Telemetry
import Wire

/// Gives the answers: carries out what ``RoomAnswers`` decides.
///
/// An answer that is asked for begins at once or waits for the one that its room is given; for one that can do neither the question
/// is not taken. It is written down in the transaction of its question, so that a restart can close it. What the model says is
/// published with the room's state locked; the end is stored and then broadcast.
///
/// All methods may be called from any thread and none blocks. An answer costs one task; its pieces cost none. Locks are taken
/// in this order: a room, then the desk; the list of rooms that hold something back with no other.
final class Assistant: Sendable {
    let configuration: AssistantConfiguration
    let store: any MessageStore
    let layer: any ChannelLayer
    let activity: ActivityMeter
    let clock: any ServerClock
    let ids: any IDSource
    let metrics: AnswerMetrics
    let log: SparingLog
    let desk: AnswerDesk
    let pressure: AnswerPressure
    let ticker: AnswerTicker
    /// The rooms that the next tick looks at: those that began to hold something since the last.
    let holding = Mutex<[Room]>([])

    init(
        _ configuration: AssistantConfiguration, store: any MessageStore, layer: any ChannelLayer, registry: Registry,
        activity: ActivityMeter, clock: any ServerClock, ids: any IDSource
    ) {
        self.configuration = configuration
        self.store = store
        self.layer = layer
        self.activity = activity
        self.clock = clock
        self.ids = ids
        metrics = AnswerMetrics(registry: registry)
        log = SparingLog(logger: configuration.logger, clock: clock)
        desk = AnswerDesk(limit: configuration.roomLimit)
        pressure = AnswerPressure(limit: configuration.pressurePieces)
        ticker = AnswerTicker(timer: configuration.timer, milliseconds: configuration.coalescingMilliseconds)
    }

    /// The model that gives this answer.
    func model(for asked: AskedAnswer) -> any LanguageModel {
        model(isForOperations: asked.isForOperations)
    }

    func model(isForOperations: Bool) -> any LanguageModel {
        isForOperations ? configuration.operations ?? configuration.model : configuration.model
    }

    /// Publishes a chunk. Called with the room's state locked, so that chunks go out in the order of their parts, and a socket
    /// that enters knows exactly those up to the part that it is told.
    func publish(_ chunk: AnswerChunk, in room: Room) {
        layer.publish(chunk.event(for: room.group))
        metrics.chunkPublished()
    }
}
