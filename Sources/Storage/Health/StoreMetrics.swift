import Agents
import Chat
import Telemetry

/// The store's families of the catalogue.
struct StoreMetrics: Sendable {
    /// What failed: a kind of write, or what the store does of its own accord.
    enum Operation: String, CaseIterable {
        case append
        case findRequest = "find_request"
        case endAnswer = "end_answer"
        case forgetAnswer = "forget_answer"
        case noteStop = "note_stop"
        case change
        case markRead = "mark_read"
        case createConversation = "create_conversation"
        case changeConversation = "change_conversation"
        case addParticipant = "add_participant"
        case removeParticipant = "remove_participant"
        case storeUpload = "store_upload"
        case removeUploads = "remove_uploads"
        case createExecution = "create_execution"
        case changeExecution = "change_execution"
        case deleteExecution = "delete_execution"
        case read
        case search
        case checkpoint
        case probe
        case queue
    }

    private let commitSeconds: Histogram
    private let batchSize: Histogram
    private let errors: [Operation: Counter]

    /// - Parameter queued: how many writes wait.
    init(_ registry: Registry, queued: @escaping @Sendable () -> Int?) {
        commitSeconds = registry.histogram(
            "telltale_store_commit_seconds", help: "Time from the begin of a transaction to the end of its commit."
        ).child()
        batchSize = registry.histogram(
            "telltale_store_batch_size", help: "Writes in one transaction.", buckets: .counts
        ).child()
        let family = registry.counter(
            "telltale_store_errors_total",
            help: "Writes that could not be committed, and reads and housekeeping that failed; queue: writes refused unseen.",
            labels: ["operation"])
        errors = Dictionary(uniqueKeysWithValues: Operation.allCases.map { ($0, family.child($0.rawValue)) })
        registry.functionGauge("telltale_store_queue", help: "Writes that wait for a transaction.") {
            queued().map(Double.init)
        }
    }

    func committed(_ count: Int, nanoseconds: Int64) {
        commitSeconds.record(nanoseconds: nanoseconds)
        batchSize.record(Double(count))
    }

    func failed(_ operation: Operation) {
        errors[operation]?.increment()
    }

    func failed(_ operation: StoreOperation) {
        switch operation {
        case .append, .ask: failed(.append)
        case .findRequest: failed(.findRequest)
        case .endAnswer: failed(.endAnswer)
        case .forgetAnswer: failed(.forgetAnswer)
        case .noteStop: failed(.noteStop)
        case .change: failed(.change)
        case .markRead: failed(.markRead)
        case .createConversation: failed(.createConversation)
        case .changeConversation: failed(.changeConversation)
        case .addParticipant, .addParticipants: failed(.addParticipant)
        case .removeParticipant: failed(.removeParticipant)
        case .storeUpload: failed(.storeUpload)
        case .removeUploads: failed(.removeUploads)
        }
    }

    func failed(_ operation: ExecutionOperation) {
        switch operation {
        case .create: failed(.createExecution)
        case .change: failed(.changeExecution)
        case .delete: failed(.deleteExecution)
        }
    }
}
