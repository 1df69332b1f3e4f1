import GRDB

/// The writer's statements on executions, compiled once.
struct ExecutionStatements {
    let byID: PreparedStatement
    let idOfKey: PreparedStatement
    let insert: PreparedStatement
    let update: PreparedStatement
    let insertState: PreparedStatement
    let updateState: PreparedStatement
    let insertInput: PreparedStatement
    let insertEnd: PreparedStatement
    let insertEvent: PreparedStatement
    let delete: PreparedStatement
    let deleteState: PreparedStatement
    let deleteInput: PreparedStatement
    let deleteEnd: PreparedStatement
    let deleteEvents: PreparedStatement
    let eventSizes: PreparedStatement
    let insertLeftover: PreparedStatement
    let leftover: PreparedStatement
    let shortenLeftover: PreparedStatement
    let deleteLeftover: PreparedStatement
    let lastLeftover: PreparedStatement

    init(_ database: Database) throws {
        func prepare(_ statement: ExecutionStatement) throws -> PreparedStatement {
            try PreparedStatement(database, statement.rawValue)
        }
        byID = try PreparedStatement(database, ExecutionSelect.byID)
        idOfKey = try prepare(.idOfKey)
        insert = try prepare(.insert)
        update = try prepare(.update)
        insertState = try prepare(.insertState)
        updateState = try prepare(.updateState)
        insertInput = try prepare(.insertInput)
        insertEnd = try prepare(.insertEnd)
        insertEvent = try prepare(.insertEvent)
        delete = try prepare(.delete)
        deleteState = try prepare(.deleteState)
        deleteInput = try prepare(.deleteInput)
        deleteEnd = try prepare(.deleteEnd)
        deleteEvents = try prepare(.deleteEvents)
        eventSizes = try prepare(.eventSizes)
        insertLeftover = try prepare(.insertLeftover)
        leftover = try prepare(.leftover)
        shortenLeftover = try prepare(.shortenLeftover)
        deleteLeftover = try prepare(.deleteLeftover)
        lastLeftover = try prepare(.lastLeftover)
    }
}
