import Agents
import Essentials
import Wire

extension InMemoryExecutionStore {
    static func result(of operation: ExecutionOperation, on state: inout State) -> Result<ExecutionOutcome, ExecutionStoreError> {
        if let failure = state.failure { return .failure(failure) }
        switch operation {
        case .create(let record, let key): return .success(create(record, key, on: &state))
        case .change(let change): return .success(apply(change, to: &state))
        case .delete(let id): return .success(delete(ExactText(id), on: &state))
        }
    }

    private static func create(_ record: ExecutionRecord, _ key: String?, on state: inout State) -> ExecutionOutcome {
        let id = ExactText(record.execution.id)
        let ownerKey = key.map { OwnerKey(userID: ExactText(record.execution.userID), key: ExactText($0)) }
        if let earlier = ownerKey.flatMap({ state.keys[$0] }) ?? (state.executions[id] == nil ? nil : id),
            let stored = state.executions[earlier]
        {
            return .repeated(stored.record)
        }
        state.lastPlace += 1
        state.executions[id] = StoredExecution(record: record, events: [record.creation], place: state.lastPlace, key: ownerKey)
        if let ownerKey { state.keys[ownerKey] = id }
        return .created(record)
    }

    private static func apply(_ change: ExecutionChange, to state: inout State) -> ExecutionOutcome {
        let id = ExactText(change.executionID)
        guard var stored = state.executions[id] else { return .noExecution }
        do throws(ExecutionRefusal) {
            let events = try stored.record.apply(change)
            stored.events += events
            state.executions[id] = stored
            return .changed(stored.record, events: events)
        } catch {
            return .refused(error, stored.record)
        }
    }

    private static func delete(_ id: ExactText, on state: inout State) -> ExecutionOutcome {
        guard let stored = state.executions[id] else { return .noExecution }
        let status = stored.record.execution.status
        guard status.isFinal else { return .refused(.notOver(status), stored.record) }
        state.executions[id] = nil
        if let key = stored.key { state.keys[key] = nil }
        return .deleted(stored.record)
    }
}
