import Telemetry

/// What is counted of answers; what models take is counted where they are called.
struct AnswerMetrics: Sendable {
    private let messages: Counter
    private let running: Gauge
    private let waiting: Gauge
    private let received: Counter
    private let published: Counter

    init(registry: Registry) {
        messages = registry.counter("telltale_chat_messages_total", help: "Messages committed.", labels: ["role"]).child("assistant")
        let answers = registry.gauge(
            "telltale_chat_answers", help: "Answers that are being generated or stored, and that wait for their turn.", labels: ["state"])
        running = answers.child("running")
        waiting = answers.child("waiting")
        let chunks = registry.counter(
            "telltale_chat_chunks_total", help: "Pieces of answers: as models gave them, and as rooms got them.", labels: ["stage"])
        received = chunks.child("received")
        published = chunks.child("published")
    }

    /// An answer's message was committed.
    func committed() {
        messages.increment()
    }

    /// Answers began, or ended.
    func runningChanged(by amount: Int) {
        running.add(Double(amount))
    }

    /// Answers joined a room's queue, or left it.
    func waitingChanged(by amount: Int) {
        waiting.add(Double(amount))
    }

    /// A model gave a piece of text.
    func pieceReceived() {
        received.increment()
    }

    /// A chunk was published.
    func chunkPublished() {
        published.increment()
    }
}
