/// How metrics are pushed.
///
/// ``init(environment:service:)`` reads it from the variables that the OpenTelemetry specification names.
public struct OTLPConfiguration: Sendable, Hashable {
    /// Where requests go.
    public var endpoint: OTLPEndpoint

    /// Headers of every request besides our own, such as one with a token; none by default.
    public var headers: [OTLPHeader] = []

    /// What is done to a body before it is sent; gzip by default.
    public var compression: OTLPCompression = .gzip

    /// The form of distributions; exponential by default.
    public var histograms: HistogramAggregation = .exponential

    /// From one push to the next; 60 s by default.
    public var interval: Duration = .seconds(60)

    /// How long one request may take, its answer included; 10 s by default. It is tried again within the interval.
    public var timeout: Duration = .seconds(10)

    /// How long the last push may take when the server stops, retries included; 5 s by default.
    public var finalPushLimit: Duration = .seconds(5)

    /// Who pushes.
    public var resource: [OTLPAttribute]

    /// A file with the certificates, in PEM, that the server's may be signed with; nil for those that the system trusts.
    public var trustedCertificates: String?

    /// The files with which a server that asks for it is shown who we are; nil for none.
    public var client: OTLPClientCertificate?

    /// - Parameters:
    ///   - endpoint: where requests go.
    ///   - service: who pushes.
    public init(endpoint: OTLPEndpoint, service: ServiceIdentity = ServiceIdentity()) {
        self.endpoint = endpoint
        resource = ResourceAttributes.merged(service, over: [])
    }
}
