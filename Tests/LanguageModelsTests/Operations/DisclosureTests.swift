import LanguageModels
import Testing

@Suite("Who is told how the server runs")
struct DisclosureTests {
    private static let refusal = """
        I cannot tell that here.
        Figures of the server are only for rooms in which everybody's token has the scope `dashboard` (or `admin`), since everybody \
        in the room reads the answer.
        To get them: ask in a room with only such users, with a token from \
        `telltale token --user NAME --scope chat,dashboard` or from whoever issues your tokens.
        """

    @Test(
        "where not everybody may know, everything but help is refused with the reason and the way out",
        arguments: ["/stats", "/errors 5m", "/errors 3d", "/rooms", "/agents", "/alerts", "health", "what happened?", "a joke", "/unknown"])
    func refuses(question: String) async throws {
        #expect(try await FixedSource.eventful.pieces(of: question, mayDisclose: false).joined() == Self.refusal)
    }

    @Test(
        "the refusal says what is in the way, and an id cannot be more than text in it",
        arguments: [
            (OperationsRefusal.asker, "Your token does not have it."),
            (.participants(first: ["ada"], hasMore: false), "Here it is missing from the last token of `ada`."),
            (.participants(first: ["ada", "bob"], hasMore: false), "Here it is missing from the last token of `ada` and `bob`."),
            (.participants(first: ["a", "b", "c"], hasMore: false), "Here it is missing from the last token of `a`, `b` and `c`."),
            (.participants(first: ["a", "b", "c"], hasMore: true), "Here it is missing from the last token of `a`, `b`, `c` and others."),
            (
                .participants(first: ["a", "b", "c", "d"], hasMore: false),
                "Here it is missing from the last token of `a`, `b`, `c` and others."
            ),
            (
                .participants(first: ["`*x*`" + String(repeating: "y", count: 99)], hasMore: false),
                "Here it is missing from the last token of `'*x*'" + String(repeating: "y", count: 59) + "…`."
            ),
            (.open, "Nobody takes part in this room yet and it is open: whoever enters later would read the answer."),
        ])
    func reasons(_ refusal: OperationsRefusal, _ reason: String) async throws {
        for (question, rest) in [("/stats", 0), ("/help", 11)] {
            var request = ModelRequest(messages: [ModelMessage(.user, question)])
            request.operationsRefusal = refusal
            let pieces = Pieces()
            _ = try await OperationsAssistant(source: FixedSource.eventful).generate(request) { pieces.add($0) }
            #expect(pieces.all.dropFirst(rest).contains(reason + "\n"))
        }
    }

    @Test("help is for everybody, and says where the rest is not")
    func help() async throws {
        let text = """
            I answer questions about this server from its own live figures of the last 60 minutes.

            - `/stats` – all important figures now
            - `/errors 5m` – error rate and its causes; the window is 1s to 60m
            - `/rooms` – the busiest rooms, and the slowest
            - `/agents` – executions of agents
            - `/alerts` – what is watched, and what is not as it should be
            - `/help` – this

            Or ask in plain words: *what happened in the last 10 minutes?* · *is everything all right?* · *why are messages slow?* · \
            *how many connections are there?* · *how is the store doing?*
            """
        let caution = "My answers stay in this room's history: who joins later reads them, whatever their token's scopes."
        #expect(try await FixedSource.eventful.answer("/help") == text + "\n\n" + caution)
        let refused = try await FixedSource.eventful.pieces(of: "@assistant help", mayDisclose: false).joined()
        #expect(refused == text + "\n\n" + Self.refusal.split(separator: "\n").dropFirst().joined(separator: "\n"))
    }

    @Test("a request discloses nothing unless it says so")
    func byDefault() {
        #expect(!ModelRequest(messages: []).mayDiscloseOperations)
    }
}
