/// How many operations ended in each way, since the start or over a window.
struct OperationCounts: Sendable, Equatable {
    var ok = 0.0
    var clientErrors = 0.0
    var serverErrors = 0.0

    /// All operations.
    var total: Double {
        ok + clientErrors + serverErrors
    }

    /// Server errors among all operations; 0 without any.
    var errorRate: Double {
        total > 0 ? serverErrors / total : 0
    }

    /// Client errors among all operations; 0 without any.
    var clientErrorRate: Double {
        total > 0 ? clientErrors / total : 0
    }

    /// What came since `earlier`.
    func since(_ earlier: OperationCounts) -> OperationCounts {
        OperationCounts(
            ok: max(0, ok - earlier.ok), clientErrors: max(0, clientErrors - earlier.clientErrors),
            serverErrors: max(0, serverErrors - earlier.serverErrors))
    }
}
