import Agents
import GRDB
import Wire

/// Reads the events of one execution in one snapshot.
struct ExecutionEventReader {
    private let database: Database
    private let id: String
    private let key: Int64
    private let lastSeq: Int64

    /// Nil when there is no such execution.
    init?(_ database: Database, execution id: String) throws {
        let row = try PreparedStatement(database, kept: ExecutionStatement.extent.rawValue)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        guard try row.step() else { return nil }
        self.database = database
        self.id = id
        key = row.integer(0)
        lastSeq = row.integer(1)
    }

    /// The first events with `seq > after`; ends once their texts exceed `maximumBytes`.
    func page(after: Int64, limit: Int, maximumBytes: Int) throws -> ExecutionEventPage {
        let after = max(0, min(after, lastSeq))
        var page = ExecutionEventPage(events: [], lastSeq: lastSeq)
        let rows = try PreparedStatement(database, kept: ExecutionStatement.events.rawValue)
        rows.bind(try ExecutionEventPlace(execution: key, seq: after).position, at: 1)
        rows.bind(try ExecutionEventPlace(execution: key, seq: lastSeq).position, at: 2)
        defer { rows.reset() }
        var (bytes, seq) = (0, after)
        while seq < lastSeq, page.events.count < limit, page.events.isEmpty || bytes <= maximumBytes {
            seq += 1
            let event = try next(rows, seq: seq)
            bytes += event.textBytes
            page.events.append(event)
        }
        return page
    }

    private func next(_ rows: PreparedStatement, seq: Int64) throws -> ExecutionEvent {
        guard try rows.step(), ExecutionEventPlace(position: rows.integer(0)).seq == seq else {
            throw SQLiteFailure(corrupt: "the events of an execution have a gap")
        }
        let content = try ExecutionEventRow(rows, from: 1).content { () throws(SQLiteFailure) in try execution() }
        return ExecutionEvent(seq: seq, content)
    }

    private func execution() throws(SQLiteFailure) -> Execution {
        do {
            guard let record = try ExecutionReader(database).execution(id) else {
                throw SQLiteFailure(corrupt: "an execution has events only")
            }
            return record.execution
        } catch {
            throw SQLiteFailure(error)
        }
    }
}

extension ExecutionEvent {
    fileprivate var textBytes: Int {
        switch content {
        case .update(let update): (update.worker?.utf8.count ?? 0) + (update.reason?.utf8.count ?? 0)
        case .progress(let progress): progress.message.utf8.count
        case .output(_, let delta): delta.utf8.count
        case .completed(let execution), .failed(let execution): execution.textBytes
        }
    }
}
