import Agents
import ChatTestSupport
import Testing
import Wire

extension ExecutionStoreConformance {
    static let races = [
        ExecutionStoreConformance("runners, workers, ends of leases, restarts and cancels that race leave one story, told once") {
            store async throws in
            let ids = (0..<12).map { "e\($0)" }
            let told = Collected<(id: String, events: [ExecutionEvent])>()
            for id in ids {
                try await store.create(id)
            }
            await withTaskGroup(of: Void.self) { group in
                for actor in 0..<10 {
                    group.addTask {
                        var racer = Racer(number: actor, store: store) { id, events in told.append((id, events)) }
                        for round in 0..<5 {
                            for index in ids.indices {
                                await racer.meddle(with: ids[(index + actor * 5 + round) % ids.count])
                            }
                        }
                    }
                }
            }
            for id in ids {
                try await store.change(id, .cancel(reason: nil))
                let record = try #require(try await store.execution(id))
                let stored = try await store.allEvents(of: id)
                var witness = EventWitness()
                for event in stored {
                    #expect(witness.hear(event) == nil)
                }
                #expect(witness.isOver && stored.last?.isLast == true && record.lastSeq == Int64(stored.count))
                // Each piece came with one token, whoever sent it and how often.
                #expect(record.execution.inputTokens == witness.allPieces)
                let heard = told.all.filter { $0.id == id }.flatMap(\.events)
                #expect(heard == Array(stored[1...].prefix(heard.count)))
                #expect(heard.count >= stored.count - 2)
            }
        }
    ]

    /// Somebody who does to executions what runners, workers and the server do, and does not look at the others.
    private struct Racer {
        let number: Int
        let store: any ExecutionStore
        let hear: @Sendable (String, [ExecutionEvent]) -> Void
        private var random: SeededGenerator

        init(number: Int, store: any ExecutionStore, hear: @escaping @Sendable (String, [ExecutionEvent]) -> Void) {
            self.number = number
            self.store = store
            self.hear = hear
            random = SeededGenerator(seed: UInt64(number))
        }

        mutating func meddle(with id: String) async {
            switch number % 5 {
            case 0: await run(id)
            case 1, 2: await work(id)
            case 3: await restart(id)
            default: if Int.random(in: 0..<12, using: &random) == 0 { await change(id, .server, [.cancel(reason: "\(number)")]) }
            }
        }

        private func run(_ id: String) async {
            guard let started = await change(id, .server, [.start(lease: nil, model: nil)]) else { return }
            for _ in 0..<3 { await change(id, .runner(attempt: started.execution.attempt), pieces(2)) }
            if number == 0 { await change(id, .runner(attempt: started.execution.attempt), [.complete(output: "\(number)")]) }
        }

        private mutating func work(_ id: String) async {
            let lease = ExecutionLease.sample("\(number)-\(random.next())", worker: "w\(number)", until: 10_000)
            guard await change(id, .server, [.start(lease: lease, model: nil)]) != nil else { return }
            for first in [Int64(1), 1, 5, 1, 9] {
                let batch = pieces(first == 1 ? 4 : 2) + [.renew(expiresAtMilliseconds: 20_000)]
                await change(id, .worker(leaseID: lease.id, firstSequence: first), batch)
            }
            if number == 1 {
                await change(id, .worker(leaseID: lease.id, firstSequence: 13), [.fail(ExecutionFailure(code: .internal, message: ""))])
            }
        }

        private func restart(_ id: String) async {
            guard let record = try? await store.execution(id) else { return }
            let actor = record.lease.map { ExecutionActor.leaseEnd(id: $0.id, expiredAtMilliseconds: $0.expiresAtMilliseconds) }
            await change(id, actor ?? .runner(attempt: record.execution.attempt), [.requeue(reason: "\(number)")])
        }

        private func pieces(_ count: Int) -> [ExecutionCommand] {
            (0..<count).flatMap { _ -> [ExecutionCommand] in
                [.output("\(number)"), .usage(inputTokens: 1, outputTokens: 0, costUSD: 0)]
            }
        }

        /// Hears what it caused where the store calls back: in the order of commit.
        @discardableResult
        private func change(_ id: String, _ actor: ExecutionActor, _ commands: [ExecutionCommand]) async -> ExecutionRecord? {
            await withCheckedContinuation { continuation in
                let change = ExecutionChange(id, by: actor, commands, atMilliseconds: 3_000)
                store.enqueue(
                    ExecutionWrite(.change(change)) { [hear] result in
                        guard case .success(.changed(let record, let events)) = result else { return continuation.resume(returning: nil) }
                        hear(id, events)
                        continuation.resume(returning: record)
                    })
            }
        }
    }
}
