import LanguageModels
import Synchronization

/// A model that says what the test tells it to, when it is told to.
final class ScriptedModel: LanguageModel {
    /// One answer that was asked for.
    final class Call: Sendable {
        private struct State {
            var result: Result<ModelCompletion, ModelError>?
            var waiter: CheckedContinuation<Result<ModelCompletion, ModelError>, Never>?
            var isCancelled = false
            var cancelWaiters: [CheckedContinuation<Void, Never>] = []
        }

        let request: ModelRequest
        private let receive: @Sendable (String) -> Void
        private let obeysCancel: Bool
        private let state = Mutex(State())

        init(_ request: ModelRequest, obeysCancel: Bool, receive: @escaping @Sendable (String) -> Void) {
            self.request = request
            self.obeysCancel = obeysCancel
            self.receive = receive
        }

        var isCancelled: Bool { state.withLock { $0.isCancelled } }

        /// Says a piece, on the caller's thread.
        func say(_ text: String) {
            receive(text)
        }

        func finish(_ reason: String = "stop", usage: ModelUsage? = nil, model: String = "script-1") {
            settle(.success(ModelCompletion(finishReason: reason, usage: usage, model: model)))
        }

        func fail(_ code: ModelError.Code, _ message: String = "it failed", detail: String? = nil) {
            settle(.failure(ModelError(code, message, detail: detail)))
        }

        /// Returns once the answer's task was cancelled.
        func cancelled() async {
            await withCheckedContinuation { waiter in
                let isCancelled = state.withLock { state in
                    if !state.isCancelled { state.cancelWaiters.append(waiter) }
                    return state.isCancelled
                }
                if isCancelled { waiter.resume() }
            }
        }

        func result() async -> Result<ModelCompletion, ModelError> {
            await withCheckedContinuation { waiter in
                let result = state.withLock { state in
                    if state.result == nil { state.waiter = waiter }
                    return state.result
                }
                if let result { waiter.resume(returning: result) }
            }
        }

        func cancel() {
            let waiters = state.withLock { state in
                state.isCancelled = true
                defer { state.cancelWaiters = [] }
                return state.cancelWaiters
            }
            for waiter in waiters { waiter.resume() }
            if obeysCancel { settle(.failure(ModelError(.cancelled, "cancelled"))) }
        }

        private func settle(_ result: Result<ModelCompletion, ModelError>) {
            let waiter = state.withLock { state in
                guard state.result == nil else { return nil as CheckedContinuation<Result<ModelCompletion, ModelError>, Never>? }
                state.result = result
                return state.waiter.take()
            }
            waiter?.resume(returning: result)
        }
    }

    let provider = "script"
    let name: String
    private let obeysCancel: Bool
    private let calls = AsyncStream<Call>.makeStream()

    init(name: String = "script", obeysCancel: Bool = true) {
        self.name = name
        self.obeysCancel = obeysCancel
    }

    /// The next answer that is asked for.
    func call() async -> Call {
        for await call in calls.stream { return call }
        preconditionFailure("the stream of calls never ends")
    }

    func generate(
        _ request: ModelRequest, receive: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelCompletion {
        let call = Call(request, obeysCancel: obeysCancel, receive: receive)
        calls.continuation.yield(call)
        return try await withTaskCancellationHandler {
            await call.result()
        } onCancel: {
            call.cancel()
        }.get()
    }
}
