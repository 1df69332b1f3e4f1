import Essentials

/// Carries text from a model to the store: the first at once, then what came within 50 ms, or 16 KiB, as one piece.
struct OutputPump: Sendable {
    /// The time between two pieces, nanoseconds.
    static let interval: Int64 = 50_000_000
    /// The largest piece, bytes.
    static let pieceBytes = 16 << 10

    let run: ExecutionRun
    let text: StreamedText
    let clock: RunnerClock
    /// What is written before the first text.
    let lead: String

    /// Writes until the text ends.
    ///
    /// - Returns: false when it could not all be stored, or the task was cancelled.
    func run() async -> Bool {
        var lead = lead
        var due = Int64.min
        for await _ in text.signals {
            await pause(until: due)
            guard !Task.isCancelled, await write(&lead) else { return false }
            due = clock.now() + Self.interval
        }
        guard !Task.isCancelled else { return false }
        return await write(&lead)
    }

    private func pause(until due: Int64) async {
        guard clock.now() < due else { return }
        await text.wait(for: Task { [clock] in try? await clock.sleep(due) })
    }

    private func write(_ lead: inout String) async -> Bool {
        let taken = text.take()
        guard !taken.isEmpty else { return true }
        let pieces = Self.pieces(of: lead + taken)
        lead = ""
        do throws(RunEnded) {
            try await run.report(pieces.map(ExecutionCommand.output))
            return true
        } catch {
            return false
        }
    }

    /// A text in pieces of at most ``pieceBytes``, cut between scalars.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            let piece = rest.prefix(utf8Bytes: pieceBytes)
            pieces.append(String(piece))
            rest = rest[piece.endIndex...]
        }
        return pieces
    }
}
