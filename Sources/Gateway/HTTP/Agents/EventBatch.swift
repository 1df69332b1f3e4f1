import Agents
import Wire

/// What a worker reports, in its order: numbered without a gap, all of it right or none of it taken.
struct EventBatch {
    /// The first event's number; nil when there is none.
    private(set) var firstSequence: Int64?
    private(set) var commands: [ExecutionCommand] = []

    /// Reads the array here.
    ///
    /// - Throws: ``HTTPRefusal`` 400 that names the first event that is wrong, or `JSONError`.
    init(_ reader: inout JSONReader, limit: Int) throws {
        do throws(JSONError) {
            try reader.beginArray()
        } catch {
            guard error.code == .wrongType else { throw error }
            throw HTTPRefusal.malformed("events must be an array")
        }
        while try reader.nextElement() {
            guard commands.count < limit else { throw HTTPRefusal.malformed("events must be at most \(limit)") }
            let index = commands.count
            do {
                try append(WorkerEvent(&reader))
            } catch var refusal as HTTPRefusal {
                refusal.message = "events[\(index)]: \(refusal.message)"
                throw refusal
            }
        }
    }

    private mutating func append(_ event: WorkerEvent) throws(HTTPRefusal) {
        let first = firstSequence ?? event.sequence
        let (expected, isBeyond) = first.addingReportingOverflow(Int64(commands.count))
        guard !isBeyond else { throw .malformed("sequence is too large") }
        guard event.sequence == expected else { throw .malformed("sequence must be \(expected), one more than before") }
        firstSequence = first
        commands.append(event.command)
    }
}
