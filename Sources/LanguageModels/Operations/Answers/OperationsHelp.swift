/// What the operations assistant says when it speaks of itself.
enum OperationsHelp {
    /// The answer to `/help`.
    ///
    /// - Parameter mayDisclose: whether the room may have the other answers too.
    static func lines(mayDisclose: Bool) -> [String] {
        let introduction = "I answer questions about this server from its own live figures of the last 60 minutes."
        return [introduction, ""] + commands + ["", examples] + [""] + (mayDisclose ? [caution] : reason)
    }

    /// The answer to anything but `/help` where not everybody may know.
    static let refusal = ["I cannot tell that here."] + reason

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
        "- `/rooms` – the busiest rooms",
        "- `/agents` – executions of agents",
        "- `/alerts` – what is watched, and what is not as it should be",
        "- `/help` – this",
    ]

    private static let examples =
        "Or ask in plain words: *what happened in the last 10 minutes?* · *is everything all right?* · *why are messages slow?* · "
        + "*how many connections are there?* · *how is the store doing?*"

    private static let caution = "My answers stay in this room's history: who joins later reads them, whatever their token's scopes."

    private static let reason = [
        "Figures of the server are only for rooms in which everybody's token has the scope `dashboard` (or `admin`), since everybody in "
            + "the room reads the answer.",
        "To get them: ask in a room with only such users, with a token from `telltale token --user NAME --scope chat,dashboard` "
            + "or from whoever issues your tokens.",
    ]
}
