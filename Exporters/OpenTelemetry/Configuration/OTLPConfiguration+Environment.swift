extension OTLPConfiguration {
    /// The longest time that a variable can ask for, in milliseconds: a day.
    static let longest = 86_400_000

    /// Reads the variables that the OpenTelemetry specification names.
    ///
    /// | Variable | Meaning | Default |
    /// |---|---|---|
    /// | `OTEL_EXPORTER_OTLP_ENDPOINT` | base URL; `v1/metrics` is appended | none: nothing is pushed |
    /// | `OTEL_EXPORTER_OTLP_HEADERS` | `key=value,…`, percent-encoded | none |
    /// | `OTEL_EXPORTER_OTLP_TIMEOUT` | milliseconds for one request; 0 is a day | 10000 |
    /// | `OTEL_EXPORTER_OTLP_COMPRESSION` | `gzip` or `none` | `gzip` |
    /// | `OTEL_EXPORTER_OTLP_PROTOCOL` | `http/protobuf` | `http/protobuf` |
    /// | `OTEL_EXPORTER_OTLP_CERTIFICATE` | file (PEM) of the certificates to trust | the system's |
    /// | `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE`, `…_CLIENT_KEY` | files (PEM) that show who we are | none |
    /// | `OTEL_EXPORTER_OTLP_METRICS_…` | each of these for metrics alone; its `…_ENDPOINT` is used as it is | |
    /// | `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` | `cumulative` | `cumulative` |
    /// | `OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION` | see ``HistogramAggregation`` | `base2_exponential_bucket_histogram` |
    /// | `OTEL_METRIC_EXPORT_INTERVAL` | milliseconds from one push to the next, from 100 on | 60000 |
    /// | `OTEL_RESOURCE_ATTRIBUTES` | `key=value,…`, percent-encoded | those of `service` |
    /// | `OTEL_SERVICE_NAME` | the attribute `service.name`, over everything else | `telltale` |
    /// | `OTEL_METRICS_EXPORTER` | a list; without `otlp` in it nothing is pushed | `otlp` |
    /// | `OTEL_SDK_DISABLED` | `true`: nothing is pushed | `false` |
    ///
    /// - Parameters:
    ///   - environment: of the process.
    ///   - service: what the resource attributes are where the variables do not say.
    /// - Returns: nil if nothing shall be pushed; the other variables are then not looked at.
    /// - Throws: ``OTLPConfigurationError`` for the first variable that cannot be used.
    /// - SeeAlso: <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/>
    public init?(environment: [String: String], service: ServiceIdentity = ServiceIdentity()) throws(OTLPConfigurationError) {
        let variables = OTLPVariables(environment)
        guard try variables.isPushWanted(), let endpoint = try variables.endpoint() else { return nil }
        try variables.checkFixedChoices()
        self.endpoint = endpoint
        headers = try variables.headers()
        if let found = variables.exporter("COMPRESSION") { compression = try found.choice() }
        if let found = variables.find("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION") { histograms = try found.choice() }
        if let found = variables.exporter("TIMEOUT") {
            let milliseconds = try found.milliseconds(0...Self.longest)
            timeout = .milliseconds(milliseconds == 0 ? Self.longest : milliseconds)
        }
        if let found = variables.find("OTEL_METRIC_EXPORT_INTERVAL") {
            interval = .milliseconds(try found.milliseconds(100...Self.longest))
        }
        resource = ResourceAttributes.merged(service, over: try variables.resource())
        trustedCertificates = variables.exporter("CERTIFICATE")?.value
        client = try variables.client()
    }
}

extension OTLPVariables {
    /// The exporters that a variable can name; ours is the first.
    private enum Exporter: String, CaseIterable {
        case otlp, prometheus, console, logging, none
    }

    fileprivate func isPushWanted() throws(OTLPConfigurationError) -> Bool {
        let hasEndpoint = exporter("ENDPOINT") != nil
        guard hasEndpoint, find("OTEL_SDK_DISABLED")?.value.lowercased() != "true" else { return false }
        guard let list = find("OTEL_METRICS_EXPORTER") else { return true }
        var isNamed = false
        for name in list.value.split(separator: ",") {
            let entry = Found(name: list.name, value: name.filter { $0 != " " })
            if try entry.choice(Exporter.self) == .otlp { isNamed = true }
        }
        return isNamed
    }

    fileprivate func endpoint() throws(OTLPConfigurationError) -> OTLPEndpoint? {
        guard let found = exporter("ENDPOINT") else { return nil }
        let isBase = !found.name.contains("METRICS")
        guard let endpoint = isBase ? OTLPEndpoint(base: found.value) : OTLPEndpoint(found.value) else {
            throw OTLPConfigurationError(found.name, .endpoint)
        }
        return endpoint
    }

    /// Refuses what would have to be done in a way that there is not.
    fileprivate func checkFixedChoices() throws(OTLPConfigurationError) {
        if let found = exporter("PROTOCOL"), found.value.lowercased() != "http/protobuf" {
            throw OTLPConfigurationError(found.name, .protocolName(found.value))
        }
        let temporality = find("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE")
        if let temporality, temporality.value.lowercased() != "cumulative" {
            throw OTLPConfigurationError(temporality.name, .choice(temporality.value, known: ["cumulative"]))
        }
    }

    fileprivate func headers() throws(OTLPConfigurationError) -> [OTLPHeader] {
        guard let found = exporter("HEADERS") else { return [] }
        var headers: [OTLPHeader] = []
        for (index, pair) in try found.pairs().enumerated() {
            try HeaderRules.check(pair, number: index + 1, variable: found.name)
            headers.removeAll { $0.name.lowercased() == pair.key.lowercased() }
            headers.append(OTLPHeader(pair.key, pair.value))
        }
        return headers
    }

    fileprivate func resource() throws(OTLPConfigurationError) -> [OTLPAttribute] {
        var attributes = try find("OTEL_RESOURCE_ATTRIBUTES")?.pairs() ?? []
        if let name = find("OTEL_SERVICE_NAME") { attributes.append(OTLPAttribute(ResourceAttributes.serviceName, name.value)) }
        return attributes
    }

    fileprivate func client() throws(OTLPConfigurationError) -> OTLPClientCertificate? {
        switch (exporter("CLIENT_CERTIFICATE"), exporter("CLIENT_KEY")) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return OTLPClientCertificate(certificate: certificate.value, key: key.value)
        case (let certificate?, nil): throw OTLPConfigurationError(certificate.name, .lacksPartner("OTEL_EXPORTER_OTLP_CLIENT_KEY"))
        case (nil, let key?): throw OTLPConfigurationError(key.name, .lacksPartner("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"))
        }
    }
}
