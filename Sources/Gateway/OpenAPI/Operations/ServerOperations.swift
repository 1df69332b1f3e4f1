import HTTPTypes

extension OpenAPIDocument {
    static let serverOperations = [
        APIOperation(
            method: .get, path: "/", id: "index", topic: .server, summary: "See what is where", access: .open,
            answers: [.ok("The server and its paths.", .named("Index"))]),
        APIOperation(
            method: .get, path: "/healthz", id: "health", topic: .server, summary: "Ask whether the process lives", access: .open,
            answers: [.ok("It does.", .named("Health"), example: ["status": "ok"])]),
        APIOperation(
            method: .get, path: "/readyz", id: "readiness", topic: .server, summary: "Ask whether the server wants traffic",
            access: .open,
            answers: [
                .ok("It does.", .named("Readiness"), example: ["status": "ready", "components": ["store": "ok", "disk": "ok"]]),
                APIAnswer(
                    status: 503, text: "It drains, or a component is broken.",
                    contents: [
                        .json(.named("Readiness"), example: ["status": "broken", "components": ["store": "unavailable", "disk": "ok"]])
                    ]),
            ]),
        metrics,
        APIOperation(
            method: .get, path: "/openapi.json", id: "description", topic: .server, summary: "Read this description", access: .open,
            answers: [.ok("OpenAPI 3.1.", .object(nil, [.required("openapi", .string()), .required("paths", .map(of: .object(nil, [])))]))]
        ),
    ]

    private static let metrics = APIOperation(
        method: .get, path: "/metrics", id: "metrics", topic: .server, summary: "Scrape the metrics",
        text: "In the format that `Accept` or `format` asks for; gzip when it is accepted.", access: .scopeUnlessOpen("metrics"),
        parameters: [
            .query(
                "name[]", "Only these families, by their names or those of their samples.",
                .array(.string(length: 1...200, pattern: "^[A-Za-z_:][A-Za-z0-9_:]*$"), atMost: 500)),
            .query("format", "Wins over `Accept`.", .words(["text", "openmetrics", "protobuf"])),
            APIParameter(
                name: "X-Prometheus-Scrape-Timeout-Seconds", place: .header,
                text: "How long the scraper waits, a plain decimal number; a minute when it is none.", schema: .string()),
        ],
        answers: [
            APIAnswer(
                status: 200, text: "The exposition.",
                contents: [
                    APIContent(type: "text/plain", schema: .string("Text 0.0.4.")),
                    APIContent(type: "application/openmetrics-text", schema: .string("OpenMetrics 1.0.0.")),
                    APIContent(
                        type: "application/vnd.google.protobuf", schema: .string("`io.prometheus.client.MetricFamily`, delimited.")),
                ]),
            APIAnswer(status: 400, text: "What is wrong, in one line.", contents: [line]), .unauthorized, .lacksScope,
            APIAnswer(status: 503, text: "Too many scrapes at once, or reading took too long.", contents: [line]),
        ])

    private static let line = APIContent(type: "text/plain", schema: .string())
}
