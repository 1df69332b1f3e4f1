import ChannelLayer
import Essentials
import LanguageModels
import Logging
import Synchronization
import Telemetry
import Wire

/// Executions of agents: made, run here or by workers, watched, ended.
///
/// Each change is decided by the store inside its transaction. Nothing is broadcast, acknowledged or counted before its commit;
/// after it, on the store's thread and in the order of commits, its events are published, ``AgentDesk`` takes note, and whoever
/// waits for something to run gets it. All methods may be called from any thread and none blocks.
///
/// A socket joins the hub's group ``group(of:)`` first, then calls ``enter(_:by:)``, then replays what it missed with
/// ``replay(_:after:through:)``, and skips live events that it has replayed: so it misses nothing and gets nothing twice.
public final class AgentService: Sendable {
    let store: any ExecutionStore
    let layer: any ChannelLayer
    let configuration: AgentConfiguration
    let runner: (any ExecutionRunner)?
    let sockets: any ExecutionSockets
    let clock: any ServerClock
    let ids: any IDSource
    let observer: any ExecutionObserver
    let log: SparingLog
    let desk: AgentDesk
    let metrics: AgentMetrics
    /// The agents that executions can be made of.
    public let agents: AgentCatalogue
    let workerAgents: Set<String>
    /// Whether something was published since the last end of a batch.
    private let hasPublished = Atomic<Bool>(false)

    /// Makes the service, declares its metrics and takes the store's end of batch.
    ///
    /// - Parameters:
    ///   - store: keeps everything; nothing of executions was written to it yet.
    ///   - layer: carries events to the sockets.
    ///   - registry: where the metrics are declared.
    ///   - agents: what can be run, and how.
    ///   - configuration: the settings.
    ///   - runner: does the work of executions here; nil when nothing runs here.
    ///   - sockets: closes the sockets of executions that were deleted.
    ///   - clock: the time.
    ///   - ids: makes the ids of executions and leases.
    ///   - observer: is told of each execution that ended.
    ///   - logger: where failures are written with what clients must not see, at most one entry a second.
    public init(
        store: any ExecutionStore, layer: any ChannelLayer, registry: Registry, agents: AgentCatalogue, configuration: AgentConfiguration,
        runner: (any ExecutionRunner)?, sockets: any ExecutionSockets, clock: any ServerClock, ids: any IDSource,
        observer: any ExecutionObserver, logger: Logger
    ) {
        self.store = store
        self.layer = layer
        self.agents = agents
        self.configuration = configuration
        self.runner = runner
        self.sockets = sockets
        self.clock = clock
        self.ids = ids
        self.observer = observer
        log = SparingLog(logger: logger, clock: clock)
        workerAgents = Set(agents.workerAgents.map(\.name))
        let timeLimits = agents.workerAgents.compactMap { agent in agent.limits.timeMilliseconds.map { (agent.name, $0) } }
        desk = AgentDesk(
            builtIn: Set(agents.names).subtracting(workerAgents), concurrency: runner == nil ? 0 : max(0, configuration.concurrency),
            timeLimits: Dictionary(timeLimits) { first, _ in first })
        metrics = AgentMetrics(registry: registry, desk: desk)
        for agent in agents.agents { metrics.declare(agent, model: modelLabel(of: agent.name)) }
        store.onBatchEnd { [weak self] in self?.flush() }
    }

    /// The channel layer's group of an execution.
    public static func group(of executionID: String) -> String {
        "execution_" + executionID
    }

    /// How many executions wait and run, and how many ended since the server started.
    public var figures: ExecutionFigures { desk.figures }

    /// The value of the label `model`: what the agent's declaration says, whatever model it runs on without that.
    func modelLabel(of agent: String) -> String {
        agents[agent]?.model ?? "none"
    }

    /// Publishes events that were committed. Called on the store's thread, in the order of commits.
    func publish(_ events: [ExecutionEvent], of executionID: String, receivedAt: Int64) {
        guard !events.isEmpty else { return }
        let group = Self.group(of: executionID)
        for event in events {
            layer.publish(
                LayerEvent(
                    group: group, payload: AgentFrames.event(event, of: executionID), seq: event.seq, receivedAt: receivedAt,
                    subjectID: executionID))
        }
        hasPublished.store(true, ordering: .relaxed)
    }

    private func flush() {
        if hasPublished.exchange(false, ordering: .relaxed) { layer.flush() }
    }
}
