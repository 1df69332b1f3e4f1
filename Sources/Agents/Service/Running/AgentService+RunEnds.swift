import Essentials
import Wire

extension AgentService {
    /// Ends an attempt of the built-in runner, unless it has ended before: its end is stored, and its task cancelled.
    func endRun(_ key: RunKey, _ commands: [ExecutionCommand]) {
        let (isFirst, task) = desk.withState { desk in (desk.runs.end(key), desk.runs.task(of: key)) }
        guard isFirst else { return }
        task?.cancel()
        write(commands, of: key, StoreRetry(seconds: nil))
    }

    /// Ends all that runs here, as their agents' declarations say, and sends the workers away that wait. Nothing is begun
    /// afterwards. Returns when the ends are stored, or the store has not taken them for ``AgentConfiguration/stopSeconds``: what
    /// is left then is closed at the next start. What workers run goes on.
    ///
    /// To be called at shutdown, while there are sockets to hear of it, and before the store is closed.
    public func stop() async {
        for key in desk.shut() {
            let agent = desk.withState { $0.open[key.id]?.ticket.agent } ?? ""
            endRun(key, lost(agent, attempt: key.attempt, Self.stopReason))
        }
        let seconds = max(0, min(configuration.stopSeconds, Backoff.longestSeconds))
        configuration.timer.after(nanoseconds: Int64(seconds * 1e9)) { [desk] in desk.giveUp() }
        await desk.idle()
    }

    private func write(_ commands: [ExecutionCommand], of key: RunKey, _ retry: StoreRetry) {
        let change = ExecutionChange(key.id, by: .runner(attempt: key.attempt), commands, atMilliseconds: clock.unixMilliseconds())
        enqueue(.change(change)) { [self] result in
            guard case .failure(let error) = result else { return settle(key) }
            log.record("The end of an execution could not be stored", error)
            var retry = retry
            // Closed: the next start ends it.
            guard let delay = retry.delay(after: error) else { return settle(key) }
            configuration.timer.after(nanoseconds: delay) { [self, retry] in write(commands, of: key, retry) }
        }
    }

    private func settle(_ key: RunKey) {
        desk.withState { $0.runs.settle(key) }?.cancel()
        desk.settled()
        pump()
    }
}
