import GRDB

/// The writer's statements, compiled once.
struct WriterStatements {
    let begin: PreparedStatement
    let commit: PreparedStatement
    let rollback: PreparedStatement

    let conversation: PreparedStatement
    let insertConversation: PreparedStatement
    let changeConversation: PreparedStatement
    let insertActivity: PreparedStatement
    let updateActivity: PreparedStatement
    let archive: PreparedStatement

    let participant: PreparedStatement
    let participantCount: PreparedStatement
    let insertParticipant: PreparedStatement
    let changeParticipant: PreparedStatement
    let deleteParticipant: PreparedStatement
    let moveReadMark: PreparedStatement
    let moveReadMarkOfUser: PreparedStatement

    let insertMessage: PreparedStatement
    let insertEvent: PreparedStatement
    let messagePosition: PreparedStatement
    let messageRow: PreparedStatement
    let editMessage: PreparedStatement
    let emptyMessage: PreparedStatement
    let emptyEdits: PreparedStatement
    let reaction: PreparedStatement
    let insertReaction: PreparedStatement
    let deleteReaction: PreparedStatement
    let deleteReactions: PreparedStatement
    let setReactions: PreparedStatement

    let insertAnswer: PreparedStatement
    let insertOpenAnswer: PreparedStatement
    let deleteOpenAnswer: PreparedStatement

    let uploadRow: PreparedStatement
    let attachments: PreparedStatement
    let insertUpload: PreparedStatement
    let tieUpload: PreparedStatement
    let deleteUploads: PreparedStatement
    let deleteLooseUpload: PreparedStatement

    let request: PreparedStatement
    let insertRequest: PreparedStatement
    let insertSegment: PreparedStatement
    let extendQuiet: PreparedStatement
    let insertQuiet: PreparedStatement
    let setIndexed: PreparedStatement

    let messagesToSearch: PreparedStatement
    let insertWords: PreparedStatement
    let deleteWords: PreparedStatement
    let setSearchable: PreparedStatement

    let fillProbe: PreparedStatement
    let emptyProbes: PreparedStatement

    init(_ database: Database) throws {
        func prepare(_ text: WriteStatement) throws -> PreparedStatement {
            try PreparedStatement(database, text.rawValue)
        }
        func prepare(_ text: ReadStatement) throws -> PreparedStatement {
            try PreparedStatement(database, text.rawValue)
        }
        begin = try prepare(WriteStatement.begin)
        commit = try prepare(WriteStatement.commit)
        rollback = try prepare(WriteStatement.rollback)
        conversation = try prepare(ReadStatement.conversation)
        insertConversation = try prepare(WriteStatement.insertConversation)
        changeConversation = try prepare(WriteStatement.changeConversation)
        insertActivity = try prepare(WriteStatement.insertActivity)
        updateActivity = try prepare(WriteStatement.updateActivity)
        archive = try prepare(WriteStatement.archive)
        participant = try prepare(ReadStatement.participantRow)
        participantCount = try prepare(ReadStatement.participantCountByKey)
        insertParticipant = try prepare(WriteStatement.insertParticipant)
        changeParticipant = try prepare(WriteStatement.changeParticipant)
        deleteParticipant = try prepare(WriteStatement.deleteParticipant)
        moveReadMark = try prepare(WriteStatement.moveReadMark)
        moveReadMarkOfUser = try prepare(WriteStatement.moveReadMarkOfUser)
        insertMessage = try prepare(WriteStatement.insertMessage)
        insertEvent = try prepare(WriteStatement.insertEvent)
        messagePosition = try prepare(ReadStatement.messagePosition)
        messageRow = try prepare(ReadStatement.messageRow)
        editMessage = try prepare(WriteStatement.editMessage)
        emptyMessage = try prepare(WriteStatement.emptyMessage)
        emptyEdits = try prepare(WriteStatement.emptyEdits)
        reaction = try prepare(ReadStatement.reaction)
        insertReaction = try prepare(WriteStatement.insertReaction)
        deleteReaction = try prepare(WriteStatement.deleteReaction)
        deleteReactions = try prepare(WriteStatement.deleteReactions)
        setReactions = try prepare(WriteStatement.setReactions)
        insertAnswer = try prepare(WriteStatement.insertAnswer)
        insertOpenAnswer = try prepare(WriteStatement.insertOpenAnswer)
        deleteOpenAnswer = try prepare(WriteStatement.deleteOpenAnswer)
        uploadRow = try prepare(ReadStatement.uploadRow)
        attachments = try prepare(ReadStatement.attachments)
        insertUpload = try prepare(WriteStatement.insertUpload)
        tieUpload = try prepare(WriteStatement.tieUpload)
        deleteUploads = try prepare(WriteStatement.deleteUploads)
        deleteLooseUpload = try prepare(WriteStatement.deleteLooseUpload)
        request = try prepare(ReadStatement.request)
        insertRequest = try prepare(WriteStatement.insertRequest)
        insertSegment = try prepare(WriteStatement.insertSegment)
        extendQuiet = try prepare(WriteStatement.extendQuiet)
        insertQuiet = try prepare(WriteStatement.insertQuiet)
        setIndexed = try prepare(WriteStatement.setIndexed)
        messagesToSearch = try prepare(ReadStatement.messagesToSearch)
        insertWords = try prepare(WriteStatement.insertWords)
        deleteWords = try prepare(WriteStatement.deleteWords)
        setSearchable = try prepare(WriteStatement.setSearchable)
        fillProbe = try prepare(WriteStatement.fillProbe)
        emptyProbes = try prepare(WriteStatement.emptyProbes)
    }
}
