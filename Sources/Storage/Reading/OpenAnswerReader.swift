import Chat
import GRDB

/// Reads the answers that are written down as waiting or being generated.
struct OpenAnswerReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// All of them. They are few: a handful a room, those that ran or waited when the process ended.
    func all() throws -> [OpenAnswer] {
        let rows = try PreparedStatement(database, .openAnswers)
        defer { rows.reset() }
        var answers: [OpenAnswer] = []
        while try rows.step() {
            answers.append(
                OpenAnswer(
                    messageID: rows.text(0), conversationID: rows.text(1), questionID: rows.text(2), model: rows.text(3),
                    startedAtMilliseconds: rows.integer(4)))
        }
        return answers
    }
}
