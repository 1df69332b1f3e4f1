/// What the operations assistant says when it speaks of itself.
enum OperationsHelp {
    /// The answer to `/help`.
    ///
    /// - Parameter refusal: why the room may not have the other answers too; nil when it may.
    static func lines(refusal: OperationsRefusal?) -> [String] {
        let introduction = "I answer questions about this server from its own live figures of the last 60 minutes."
        return [introduction, ""] + commands + ["", examples] + [""] + (refusal.map(reason) ?? [caution])
    }

    /// The answer to anything but `/help` where not everybody may know.
    static func answer(_ refusal: OperationsRefusal) -> [String] {
        ["I cannot tell that here."] + reason(refusal)
    }

    /// The answer to what nobody has figures of.
    static let unknown =
        ["I know only how this server is doing, and found nothing of that in your question.", ""] + commands + ["", examples]

    /// The answer to a window that cannot be used.
    static let windows = [
        "I keep one figure a second for 60 minutes, so a window is 1 s to 60 min: `30s`, `5m`, `1h`, or in words "
            + "`the last 10 minutes`. Without one, `/errors` looks back 5 min."
    ]

    private static let commands = [
        "- `/stats` – all important figures now",
        "- `/errors 5m` – error rate and its causes; the window is 1s to 60m",
        "- `/rooms` – the busiest rooms, and the slowest",
        "- `/agents` – executions of agents",
        "- `/alerts` – what is watched, and what is not as it should be",
        "- `/help` – this",
    ]

    private static let examples =
        "Or ask in plain words: *what happened in the last 10 minutes?* · *is everything all right?* · *why are messages slow?* · "
        + "*how many connections are there?* · *how is the store doing?*"

    private static let caution = "My answers stay in this room's history: who joins later reads them, whatever their token's scopes."

    private static func reason(_ refusal: OperationsRefusal) -> [String] {
        let rule =
            "Figures of the server are only for rooms in which everybody's token has the scope `dashboard` (or `admin`), since everybody in "
            + "the room reads the answer."
        return [rule] + cause(refusal) + [wayOut]
    }

    /// What is in the way. Whose token lacks the scope is said only to those whose own has it: that is no secret, since few have it,
    /// but nobody else can do anything with it.
    private static func cause(_ refusal: OperationsRefusal) -> [String] {
        switch refusal {
        case .asker: ["Your token does not have it."]
        case .participants(let ids, let hasMore): ["Here it is missing from the last token of \(list(ids, hasMore: hasMore))."]
        case .open: ["Nobody takes part in this room yet and it is open: whoever enters later would read the answer."]
        case .unknown: []
        }
    }

    private static func list(_ ids: [String], hasMore: Bool) -> String {
        let shown = ids.prefix(namedUsers).map(quoted)
        let isCut = hasMore || shown.count < ids.count
        guard let last = shown.last, !isCut, shown.count > 1 else { return shown.joined(separator: ", ") + (isCut ? " and others" : "") }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }

    /// An id is a user's own text: it must not become Markdown.
    private static func quoted(_ id: String) -> String {
        let text = id.prefix(idCharacters).replacing("`", with: "'")
        return "`\(text)\(text.count < id.count ? "…" : "")`"
    }

    /// How many of those who are in the way are named.
    private static let namedUsers = 3
    /// How much of an id is shown.
    private static let idCharacters = 64

    private static let wayOut =
        "To get them: ask in a room with only such users, with a token from `telltale token --user NAME --scope chat,dashboard` "
        + "or from whoever issues your tokens."
}
