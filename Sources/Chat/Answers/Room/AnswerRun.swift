/// The answer that a room is being given. Its methods decide; ``Assistant`` carries out.
struct AnswerRun: Sendable {
    /// How far it is. An answer ends once, whoever wants it to end and however often.
    enum Phase: Sendable {
        /// The model is at work. Exits: ``ending``.
        case generating
        /// Its end is being stored. Exits: removed from the room.
        case ending
    }

    /// What the end of an answer leads to.
    struct Ended: Sendable {
        var asked: AskedAnswer
        /// The last chunk, to be published first.
        var chunk: AnswerChunk?
        /// The end to store.
        var end: AnswerEnd
        /// The model's task, to be cancelled.
        var task: Task<Void, Never>?
    }

    let asked: AskedAnswer
    var text = AnswerText()
    /// Who wants to know when its end is stored.
    var stoppers: [AnswerStopper] = []
    private var phase = Phase.generating
    private var task: Task<Void, Never>?

    init(_ asked: AskedAnswer) {
        self.asked = asked
    }

    /// Whether pieces of the model are still taken.
    var isGenerating: Bool {
        if case .generating = phase { true } else { false }
    }

    /// Whether something of the text is held.
    var isHolding: Bool { !text.held.isEmpty }

    /// The model's task, so that it can be cancelled.
    ///
    /// - Returns: false when the answer has ended meanwhile: the task is to be cancelled at once.
    mutating func attach(_ task: Task<Void, Never>) -> Bool {
        guard isGenerating else { return false }
        self.task = task
        return true
    }

    /// - Returns: nil when it has ended before.
    mutating func end(_ outcome: AnswerOutcome, conversationID: String, at moment: AnswerMoment) -> Ended? {
        guard isGenerating else { return nil }
        phase = .ending
        defer { task = nil }
        return Ended(asked: asked, end: AnswerEnd(asked, outcome, text, conversationID: conversationID, at: moment), task: task)
    }
}
