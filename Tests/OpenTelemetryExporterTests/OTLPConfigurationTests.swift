import Testing

@testable import OpenTelemetryExporter

@Suite("Configuration")
struct OTLPConfigurationTests {
    private static let base = "OTEL_EXPORTER_OTLP_ENDPOINT"
    private static let service = ServiceIdentity(name: "telltale", version: "1.2.3", instance: "i-1", host: "box")

    private func read(_ variables: [String: String], base: String? = "http://c:4318") throws(OTLPConfigurationError) -> OTLPConfiguration? {
        try OTLPConfiguration(
            environment: variables.merging(base.map { [Self.base: $0] } ?? [:]) { $1 }, service: Self.service)
    }

    @Test("without an endpoint nothing is pushed, whatever else is set")
    func off() throws {
        #expect(try read([:], base: nil) == nil)
        #expect(try read([:], base: "  ") == nil)
        #expect(try read(["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_METRICS_EXPORTER": "otlp"], base: nil) == nil)
    }

    @Test(
        "the variables that switch it off do",
        arguments: [
            ("OTEL_SDK_DISABLED", "true", false), ("OTEL_SDK_DISABLED", "TRUE", false), ("OTEL_SDK_DISABLED", "false", true),
            ("OTEL_SDK_DISABLED", "1", true), ("OTEL_METRICS_EXPORTER", "none", false), ("OTEL_METRICS_EXPORTER", "prometheus", false),
            ("OTEL_METRICS_EXPORTER", "otlp", true), ("OTEL_METRICS_EXPORTER", "prometheus, otlp", true),
            ("OTEL_METRICS_EXPORTER", "", true),
        ])
    func switchedOff(_ name: String, _ value: String, _ isOn: Bool) throws {
        #expect(try (read([name: value]) != nil) == isOn)
    }

    @Test("the defaults are those of the specification, with gzip and exponential histograms")
    func defaults() throws {
        let configuration = try #require(try read([:]))
        #expect(configuration.endpoint.url == "http://c:4318/v1/metrics")
        #expect(!configuration.endpoint.isSecure)
        #expect(configuration.headers == [])
        #expect(configuration.compression == .gzip)
        #expect(configuration.histograms == .exponential)
        #expect(configuration.timeout == .seconds(10))
        #expect(configuration.interval == .seconds(60))
        #expect(configuration.trustedCertificates == nil)
        #expect(configuration.client == nil)
        #expect(
            configuration.resource == [
                OTLPAttribute("service.name", "telltale"), OTLPAttribute("service.version", "1.2.3"),
                OTLPAttribute("service.instance.id", "i-1"), OTLPAttribute("host.name", "box"),
            ])
    }

    @Test(
        "the path of metrics is appended to a base URL",
        arguments: [
            ("http://c:4318", "http://c:4318/v1/metrics"), ("http://c:4318/", "http://c:4318/v1/metrics"),
            ("https://c", "https://c/v1/metrics"), ("http://c/otlp", "http://c/otlp/v1/metrics"),
            ("http://c/otlp/", "http://c/otlp/v1/metrics"), ("HTTP://c", "HTTP://c/v1/metrics"),
            ("http://[::1]:4318", "http://[::1]:4318/v1/metrics"), ("http://c/a%20b", "http://c/a%20b/v1/metrics"),
        ])
    func baseURL(_ url: String, _ whole: String) throws {
        #expect(try read([:], base: url)?.endpoint.url == whole)
    }

    @Test(
        "the endpoint of metrics is used as it is and wins over the base",
        arguments: [
            ("http://m:1/x", "http://m:1/x"), ("http://m:1", "http://m:1/"), ("https://m/v1/metrics/", "https://m/v1/metrics/"),
            ("https://m/x?key=secret", "https://m/x?key=secret"),
        ])
    func ownURL(_ url: String, _ whole: String) throws {
        let configuration = try read(["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": url])
        #expect(configuration?.endpoint.url == whole)
        #expect(configuration?.endpoint.description.contains("secret") == false)
        #expect(try read(["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": url], base: nil)?.endpoint.url == whole)
    }

    @Test(
        "anything but a URL with http or https and a host is refused in one line",
        arguments: [
            "c:4318", "c", "grpc://c:4317", "http://", "http:///v1", "http://user:pass@c", "http://c:99999", "http://c:0", "http://c:x",
            "http://c/#f", "http://a b/", "unix:///run/otel.sock",
        ])
    func badURL(_ url: String) {
        let line = " is not a URL with http or https, a host and no user, such as http://localhost:4318"
        #expect(throws: OTLPConfigurationError(Self.base, .endpoint)) { try read([:], base: url) }
        let metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
        let error = #expect(throws: OTLPConfigurationError.self) { try read([metrics: url]) }
        #expect(error?.description == metrics + line)
    }

    @Test("an option for metrics wins over that for all signals")
    func specific() throws {
        let configuration = try #require(
            try read([
                "OTEL_EXPORTER_OTLP_TIMEOUT": "1000", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT": "2500",
                "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip", "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION": "None",
                "OTEL_EXPORTER_OTLP_HEADERS": "a=1", "OTEL_EXPORTER_OTLP_METRICS_HEADERS": "b=2",
                "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL": "http/protobuf",
                "OTEL_EXPORTER_OTLP_CERTIFICATE": "/all.pem", "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE": "/metrics.pem",
                "OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE": "/c.pem", "OTEL_EXPORTER_OTLP_CLIENT_KEY": "/k.pem",
                "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION": "explicit_bucket_histogram",
                "OTEL_METRIC_EXPORT_INTERVAL": "100",
            ]))
        #expect(configuration.timeout == .milliseconds(2_500))
        #expect(configuration.compression == .none)
        #expect(configuration.headers == [OTLPHeader("b", "2")])
        #expect(configuration.trustedCertificates == "/metrics.pem")
        #expect(configuration.client == OTLPClientCertificate(certificate: "/c.pem", key: "/k.pem"))
        #expect(configuration.histograms == .explicitBuckets)
        #expect(configuration.interval == .milliseconds(100))
    }

    @Test("a timeout of 0 is no limit, which is a day")
    func noTimeout() throws {
        #expect(try read(["OTEL_EXPORTER_OTLP_TIMEOUT": "0"])?.timeout == .seconds(86_400))
    }

    @Test(
        "headers are percent-decoded on both sides, trimmed, and of two with one name the last counts",
        arguments: [
            ("authorization=Bearer%20a%3Db%2Cc", [OTLPHeader("authorization", "Bearer a=b,c")]),
            (" a = 1 ,, b=2, ", [OTLPHeader("a", "1"), OTLPHeader("b", "2")]), ("a=1,A=2", [OTLPHeader("A", "2")]),
            ("a=", [OTLPHeader("a", "")]), ("a=b=c", [OTLPHeader("a", "b=c")]), ("x%2Dy=%C3%A4", [OTLPHeader("x-y", "ä")]),
        ])
    func headers(_ value: String, _ headers: [OTLPHeader]) throws {
        #expect(try read(["OTEL_EXPORTER_OTLP_HEADERS": value])?.headers == headers)
    }

    @Test("resource attributes stand over our own, and the service's name over both")
    func resource() throws {
        let attributes = "deployment.environment=prod%2Ceu,service.instance.id=node-7,service.name=other,note=%F0%9F%99%82"
        let own = try read(["OTEL_RESOURCE_ATTRIBUTES": attributes])?.resource
        #expect(
            own == [
                OTLPAttribute("service.version", "1.2.3"), OTLPAttribute("host.name", "box"),
                OTLPAttribute("deployment.environment", "prod,eu"), OTLPAttribute("service.instance.id", "node-7"),
                OTLPAttribute("service.name", "other"), OTLPAttribute("note", "🙂"),
            ])
        let named = try read(["OTEL_RESOURCE_ATTRIBUTES": attributes, "OTEL_SERVICE_NAME": "chat"])?.resource ?? []
        #expect(named.filter { $0.key == "service.name" } == [OTLPAttribute("service.name", "chat")])
    }

    @Test(
        "a value that cannot be used is one line that names the variable and shows no secret",
        arguments: [
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "is grpc; metrics are pushed with http/protobuf only"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json", "is http/json; metrics are pushed with http/protobuf only"),
            ("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", "is zstd; it can be gzip, none"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "is 10s; it can be 0 to 86400000 milliseconds, in digits"),
            ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "-1", "is -1; it can be 0 to 86400000 milliseconds, in digits"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "99", "is 99; it can be 100 to 86400000 milliseconds, in digits"),
            (
                "OTEL_METRIC_EXPORT_INTERVAL", "99999999999999999999",
                "is 99999999999999999999; it can be 100 to 86400000 milliseconds, in digits"
            ),
            ("OTEL_METRICS_EXPORTER", "otlp,statsd", "is statsd; it can be otlp, prometheus, console, logging, none"),
            ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta", "is delta; it can be cumulative"),
            (
                "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "fine",
                "is fine; it can be base2_exponential_bucket_histogram, explicit_bucket_histogram"
            ),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=1,hush", "has an entry that is not key=value with percent-encoded UTF-8: the second"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "=hush", "has an entry that is not key=value with percent-encoded UTF-8: the first"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=%zzhush", "has an entry that is not key=value with percent-encoded UTF-8: the first"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=%FFhush", "has an entry that is not key=value with percent-encoded UTF-8: the first"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=2,c d=hush", "has an entry whose key is no header name: the third"),
            ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "a=hush%0D%0Ab: c", "has an entry whose value has control characters: the first"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "Content-Length=5", "sets content-length, which is not for others to set"),
            ("OTEL_RESOURCE_ATTRIBUTES", "a=1,b", "has an entry that is not key=value with percent-encoded UTF-8: the second"),
            ("OTEL_EXPORTER_OTLP_CLIENT_KEY", "/k.pem", "is set without OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"),
            ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/c.pem", "is set without OTEL_EXPORTER_OTLP_CLIENT_KEY"),
        ])
    func badValue(_ name: String, _ value: String, _ reason: String) {
        let error = #expect(throws: OTLPConfigurationError.self) { try read([name: value]) }
        #expect(error?.variable == name)
        #expect(error?.description == "\(name) \(reason)")
        #expect(error?.description.contains("hush") == false)
    }

    @Test("a header's value is in no description of the configuration")
    func hidden() throws {
        let configuration = try #require(try read(["OTEL_EXPORTER_OTLP_HEADERS": "authorization=hush"]))
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("hush"))
            #expect(text.contains("authorization"))
        }
    }

    @Test("a service without more to say has a random instance and the machine's name")
    func identity() {
        let one = ServiceIdentity()
        let other = ServiceIdentity()
        #expect(one.name == "telltale")
        #expect(one.instance != other.instance)
        #expect(one.instance.count == 36)
        #expect(one.host == other.host)
        #expect(one.host?.isEmpty == false)
    }

    @Test("a certificate or key that cannot be read is one line that names the variable")
    func certificates() throws {
        let trusted = try #require(try read(["OTEL_EXPORTER_OTLP_CERTIFICATE": "/nowhere/ca.pem"]))
        let error = #expect(throws: OTLPConfigurationError.self) { try HTTPClientTransport(trusted) }
        #expect(error?.description.hasPrefix("OTEL_EXPORTER_OTLP_CERTIFICATE names a file that cannot be used: ") == true)
        var client = try #require(try read([:]))
        client.client = OTLPClientCertificate(certificate: "/dev/null", key: "/dev/null")
        let empty = #expect(throws: OTLPConfigurationError.self) { try HTTPClientTransport(client) }
        #expect(empty?.variable == "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE")
    }
}
