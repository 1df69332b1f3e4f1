import Agents
import ChannelLayer
import ChatTestSupport
import Essentials
import Logging
import Telemetry
import Wire

extension AgentService {
    /// A service whose agents `writer` and `checker` are run by workers, and `idle` by nobody; `health-report` is there too.
    convenience init(
        store: any ExecutionStore, layer: any ChannelLayer, registry: Registry, clock: ManualClock, sockets: any ExecutionSockets,
        observer: any ExecutionObserver
    ) {
        let workers = ["writer", "checker"].map { AgentDeclaration(name: $0, runner: .worker) }
        self.init(
            store: store, layer: layer, registry: registry,
            agents: AgentCatalogue(declarations: workers + [AgentDeclaration(name: "idle")]), configuration: AgentConfiguration(),
            runner: nil, sockets: sockets, clock: clock, ids: SequentialIDs(), observer: observer,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

extension AgentService {
    static let ada = AgentUser(id: "ada")
    private static let worker = AgentWorker(userID: "w", agents: ["writer", "checker"])

    /// Ada asks the writer for something.
    ///
    /// - Returns: the execution's id.
    @discardableResult
    func ask(_ input: String = #"{"topic":"rain"}"#, by user: AgentUser = ada) async throws -> String {
        try await create(ExecutionDraft(agent: "writer", input: input), by: user).execution.id
    }

    /// A worker takes the next execution.
    ///
    /// - Returns: the id of its lease.
    func begin() async throws -> String {
        let claim = try await claim(ClaimRequest(worker: "w1"), by: Self.worker)
        return claim?.lease.id ?? ""
    }

    /// The worker reports, from this number on.
    func report(_ id: String, _ lease: String, from sequence: Int64 = 1, _ commands: ExecutionCommand...) async throws {
        _ = try await report(WorkerReport(leaseID: lease, firstSequence: sequence, commands: commands), on: id, by: Self.worker)
    }

    /// An execution that completed: five events.
    func finished(_ output: String = #""dry""#) async throws -> String {
        let id = try await ask()
        let lease = try await begin()
        try await report(
            id, lease, .progress(ExecutionProgress(percentage: 50, message: "half")), .output("dr"), .complete(output: output))
        return id
    }
}
