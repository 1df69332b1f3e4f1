/// Operations of a window by how they ended.
struct OutcomeSums: Sendable, Equatable {
    var ok = 0.0
    var clientErrors = 0.0
    var serverErrors = 0.0

    init(_ parts: [OperationsSecond.Outcomes]) {
        for part in parts {
            ok += Double(part.ok)
            clientErrors += Double(part.clientErrors)
            serverErrors += Double(part.serverErrors)
        }
    }

    /// All of them.
    var total: Double { ok + clientErrors + serverErrors }

    /// Server errors among all, 0 to 1; nil without operations.
    var errorRate: Double? {
        total > 0 ? serverErrors / total : nil
    }

    /// Client errors among all, 0 to 1; nil without operations.
    var clientErrorRate: Double? {
        total > 0 ? clientErrors / total : nil
    }
}
