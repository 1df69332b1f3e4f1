import Testing

@testable import LanguageModels

@Suite("Questions about the server")
struct QuestionTests {
    @Test(
        "plain questions are about one thing",
        arguments: [
            ("how many connections are there?", .connections), ("Who is online", .connections), ("were sockets refused?", .connections),
            ("any slow consumers?", .connections),
            ("what is the throughput", .throughput), ("how many messages a second?", .throughput), ("How busy is it?", .throughput),
            ("What's our error rate?", .errors), ("why do requests fail", .errors), ("top causes of errors", .errors),
            ("which rooms are slow?", .rooms), ("busiest conversations", .rooms),
            ("how many executions are running", .agents), ("are the agents busy?", .agents),
            ("is any alert firing?", .alerts), ("alarms", .alerts),
            ("why is everything so slow?", .latency), ("p99?", .latency), ("what’s the latency", .latency),
            ("how much memory do you use", .machine), ("CPU", .machine), ("open file descriptors", .machine),
            ("is the store slow?", .store), ("how long do commits take", .store),
            ("what happened?", .story), ("What’s going on", .story), ("give me a summary", .story),
            ("is everything all right?", .health), ("health", .health), ("Are you OK?", .health), ("anything wrong", .health),
            ("did answers of the assistant fail?", .answers),
            ("show me the numbers", .stats), ("help", .help), ("what can you do?", .help), ("", .help), ("@assistant", .help),
            ("tell me a joke", .unknown), ("/unknown", .unknown), ("5 minutes", .unknown),
        ] as [(String, OperationsQuestion.Topic)])
    func topics(text: String, topic: OperationsQuestion.Topic) {
        #expect(OperationsQuestion(text).topic == topic)
        #expect(OperationsQuestion("@Assistant, " + text).topic == topic)
    }

    @Test(
        "commands are read whatever their case, with @assistant before them or not",
        arguments: [
            ("/help", .help), ("/stats", .stats), ("/errors", .errors), ("/rooms", .rooms), ("/agents", .agents), ("/alerts", .alerts),
        ] as [(String, OperationsQuestion.Topic)])
    func commands(text: String, topic: OperationsQuestion.Topic) {
        #expect(OperationsQuestion(text).topic == topic)
        #expect(OperationsQuestion("  @assistant " + text.uppercased() + " ").topic == topic)
        #expect(OperationsCommand(in: SpokenText(text + " 5m"))?.topic == topic)
        #expect(OperationsCommand(in: SpokenText("@assistant: " + text))?.topic == topic)
        #expect(OperationsAssistant.commands.contains(text))
    }

    @Test(
        "only what begins with a command is one",
        arguments: ["", "stats", "see /stats", "/statistics", "/etc/passwd", "@assistant stats", "@assistants /stats", "//stats"])
    func noCommands(text: String) {
        #expect(OperationsCommand(in: SpokenText(text)) == nil)
    }

    @Test(
        "windows are read as people write them",
        arguments: [
            ("/errors", 300), ("/errors 5m", 300), ("/errors 30s", 30), ("/errors 90 s", 90), ("/errors 1h", 3_600), ("/errors 60m", 3_600),
            ("/errors 2.5 min", 150), ("/errors 1s", 1), ("/errors 3600 seconds", 3_600),
            ("what happened in the last 10 minutes?", 600), ("errors of the last hour", 3_600), ("errors in the past minute", 60),
            ("what happened in the last ten minutes", 600), ("what happened in the last half an hour", 1_800), ("what happened?", 600),
            ("error rate, 15min", 900), ("how many messages a second?", 300), ("is everything all right?", 60),
        ])
    func windows(text: String, seconds: Int) {
        #expect(OperationsQuestion(text).window.seconds == seconds)
        #expect(OperationsQuestion(text).topic != .unusableWindow)
    }

    @Test(
        "a window that the history does not hold is said to be none",
        arguments: [
            "/errors 0s", "/errors 61m", "/errors 2h", "/errors abc", "/errors 5", "/errors 5x", "/errors 99999999999999999999999s",
            "what happened yesterday?", "errors today", "what happened in the last 3 days", "what happened in the last week",
        ])
    func unusable(text: String) {
        #expect(OperationsQuestion(text).topic == .unusableWindow)
    }

    @Test("of a long message only the beginning is read")
    func long() {
        #expect(OperationsQuestion(String(repeating: "la ", count: 300) + "errors").topic == .unknown)
    }
}
