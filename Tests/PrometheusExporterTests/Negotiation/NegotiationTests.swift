import Testing

@testable import PrometheusExporter

@Suite("Negotiation")
struct NegotiationTests {
    private static let prometheus242 =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus242Native =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
        + "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus3 =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
    private static let prometheus3Native =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
        + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
    private static let prometheus2Early = "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus1 =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.1"

    @Test(
        "Prometheus gets what it likes best",
        arguments: [
            (prometheus242, .openMetrics), (prometheus242Native, .protobuf), (prometheus3, .openMetrics), (prometheus3Native, .protobuf),
            (prometheus2Early, .text), (prometheus1, .protobuf),
        ] as [(String, ExpositionFormat)])
    func prometheus(accept: String, format: ExpositionFormat) {
        #expect(AcceptHeader.negotiate(accept).format == format)
    }

    @Test(
        "the answer's media type names the format, its version and how names are escaped",
        arguments: [
            (prometheus242, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
            (prometheus3, "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"),
            (prometheus3Native, "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"),
            ("text/plain;version=0.0.4;escaping=underscores", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"),
            ("text/plain;version=0.0.4;escaping=values", "text/plain; version=0.0.4; charset=utf-8; escaping=values"),
            ("text/plain;version=0.0.4;escaping=dots", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"),
            ("text/plain;version=0.0.4;escaping=runes", "text/plain; version=0.0.4; charset=utf-8"),
        ])
    func contentType(accept: String, expected: String) {
        #expect(AcceptHeader.negotiate(accept).contentType == expected)
    }

    @Test(
        "weights, wildcards and blanks are read as RFC 9110 has them",
        arguments: [
            ("*/*", .text), ("text/*", .text), ("text/plain", .text), ("text/html", .text), ("", .text), (",;,", .text), ("a/b;q=", .text),
            ("application/openmetrics-text", .openMetrics), ("application/openmetrics-text;q=0.2, text/plain;q=0.9", .text),
            ("text/plain;q=0.2 , application/openmetrics-text ; q=0.9", .openMetrics), ("APPLICATION/OpenMetrics-Text; Q=1", .openMetrics),
            ("application/openmetrics-text;version=2.0.0,text/plain;q=0.1", .text),
            ("application/openmetrics-text;version=\"1.0.0\"", .openMetrics), ("application/openmetrics-text;q=0", .text),
            ("text/plain;q=0,*/*", .openMetrics), ("text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0", .text),
            ("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4", .openMetrics),
            ("application/openmetrics-text;q=0.5,*/*;q=0.5", .openMetrics), ("application/openmetrics-text;q=high,text/plain;q=0.1", .text),
            ("application/vnd.google.protobuf", .text),
            ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text,text/plain;q=0.1", .text),
            ("application/vnd.google.protobuf;proto=other;encoding=delimited,application/openmetrics-text;q=0.1", .openMetrics),
            ("application/vnd.google.protobuf;proto=\"io.prometheus.client.MetricFamily\";encoding=delimited", .protobuf),
            ("x/y;a=\"b,text/plain;q=1\",application/openmetrics-text;q=0.1", .openMetrics),
        ] as [(String, ExpositionFormat)])
    func weights(accept: String, format: ExpositionFormat) {
        #expect(AcceptHeader.negotiate(accept).format == format)
    }

    @Test("without a header there is the text format")
    func none() {
        #expect(AcceptHeader.negotiate(nil) == NegotiatedFormat(.text))
    }

    @Test(
        "gzip is used when it is allowed and liked no less than nothing",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("x-gzip", true), ("deflate, gzip;q=1.0, *;q=0.5", true),
            ("gzip;q=0", false), ("gzip;q=0.0, *", false), ("*", true), ("*;q=0", false), ("identity", false), ("br, zstd", false),
            ("gzip;q=0.5, identity;q=0.8", false), ("gzip;q=0.8, identity;q=0.5", true), ("identity;q=0, gzip;q=0.1", true),
            ("gzip;q=often", false), ("gzipped", false),
        ] as [(String?, Bool)])
    func gzip(header: String?, expected: Bool) {
        #expect(AcceptEncodingHeader.allowsGzip(header) == expected)
    }

    @Test("what was negotiated is remembered for the same headers only, and not for ever")
    func cache() {
        let cache = NegotiationCache()
        for _ in 0..<2 {
            #expect(
                cache.negotiate(accept: "application/openmetrics-text", acceptEncoding: "gzip") == (NegotiatedFormat(.openMetrics), true))
            #expect(cache.negotiate(accept: "application/openmetrics-text", acceptEncoding: nil) == (NegotiatedFormat(.openMetrics), false))
            #expect(cache.negotiate(accept: nil, acceptEncoding: "gzip") == (NegotiatedFormat(.text), true))
            for number in 0..<20 { _ = cache.negotiate(accept: "a/\(number)", acceptEncoding: nil) }
        }
    }
}
