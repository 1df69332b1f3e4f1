import Agents
import GRDB
import Wire

/// Reads executions in one snapshot.
struct ExecutionReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The execution with this id, or nil.
    func execution(_ id: String) throws -> ExecutionRecord? {
        let row = try PreparedStatement(database, kept: ExecutionSelect.byID)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        return try row.step() ? ExecutionRow(row).record : nil
    }

    /// The execution that this owner's key made, or nil.
    func execution(of userID: String, idempotencyKey: String) throws -> ExecutionRecord? {
        let row = try PreparedStatement(database, kept: ExecutionStatement.idOfKey.rawValue)
        row.bind(copying: userID, at: 1)
        row.bind(copying: idempotencyKey, at: 2)
        defer { row.reset() }
        return try row.step() ? execution(row.text(0)) : nil
    }

    /// Executions, the latest made first, those of one moment by id; ends once their texts exceed `maximumBytes`.
    func page(_ query: ExecutionQuery, maximumBytes: Int) throws -> ExecutionRecordPage {
        let filters = ExecutionFilters(query)
        let index = ExecutionListIndex(filters, status: query.status)
        let rows = try PreparedStatement(database, kept: ExecutionSelect.list(filters, by: index))
        rows.bind(query)
        defer { rows.reset() }
        var page = ExecutionRecordPage(records: [], hasMore: false)
        var bytes = 0
        while try rows.step() {
            guard page.records.count < query.limit, page.records.isEmpty || bytes <= maximumBytes else {
                page.hasMore = true
                break
            }
            page.records.append(try ExecutionRow(rows).record)
            bytes += page.records.last?.execution.textBytes ?? 0
        }
        return page
    }

    /// Those that are not over, the oldest first.
    ///
    /// - Parameter after: goes on after the one with this id.
    func open(after: String?, limit: Int) throws -> [OpenExecution] {
        var place = ExecutionCursor(createdAtMilliseconds: .min, id: "")
        if let after {
            guard let time = try createdAt(of: after) else { return [] }
            place = ExecutionCursor(createdAtMilliseconds: time, id: after)
        }
        let rows = try PreparedStatement(database, kept: ExecutionStatement.open.rawValue)
        rows.bind(place.createdAtMilliseconds, at: 1)
        rows.bind(copying: place.id, at: 2)
        rows.bind(Int64(max(0, limit)), at: 3)
        defer { rows.reset() }
        var found: [OpenExecution] = []
        while try rows.step() {
            found.append(try OpenExecution(rows))
        }
        return found
    }

    private func createdAt(of id: String) throws -> Int64? {
        let row = try PreparedStatement(database, kept: ExecutionStatement.createdAt.rawValue)
        row.bind(copying: id, at: 1)
        defer { row.reset() }
        return try row.step() ? row.integer(0) : nil
    }
}

extension PreparedStatement {
    /// Binds what a list asks for; see ``ExecutionSelect/list(_:by:)``.
    fileprivate func bind(_ query: ExecutionQuery) {
        bind(query.fromMilliseconds ?? .min, at: 1)
        bindEnd(of: query)
        var index: Int32 = 4
        func bindNext(_ text: String?) {
            guard let text else { return }
            bind(copying: text, at: index)
            index += 1
        }
        bindNext(query.userID)
        if let status = query.status {
            bind(status.code, at: index)
            index += 1
        }
        bindNext(query.agent)
        bindNext(query.platform)
        bindNext(query.model)
    }

    /// Binds the place in the list before which the page is: the earlier one of the query's cursor and of its time.
    private func bindEnd(of query: ExecutionQuery) {
        if let cursor = query.before, cursor.createdAtMilliseconds < query.toMilliseconds ?? .max {
            bind(cursor.createdAtMilliseconds, at: 2)
            bind(copying: cursor.id, at: 3)
        } else if let time = query.toMilliseconds {
            bind(time, at: 2)
            // Before every id.
            bind(copying: "", at: 3)
        } else {
            bind(.max, at: 2)
            // Bytes are after every text: <https://www.sqlite.org/datatype3.html#sort_order>
            withUnsafeBytes(of: UInt8.max) { bind(copying: $0, at: 3) }
        }
    }
}

extension OpenExecution {
    /// The current row of ``ExecutionStatement/open``.
    fileprivate init(_ row: PreparedStatement) throws(SQLiteFailure) {
        guard let status = ExecutionStatus(code: row.integer(3)) else {
            throw SQLiteFailure(corrupt: "an execution has an unknown status")
        }
        self.init(
            id: row.text(0), agent: row.text(1), userID: row.text(2), status: status, attempt: Int(row.integer(4)),
            lease: ExecutionLease(id: row.optionalText(5), worker: row.optionalText(6), expiresAt: row.optionalInteger(7)),
            createdAtMilliseconds: row.integer(8))
    }
}
