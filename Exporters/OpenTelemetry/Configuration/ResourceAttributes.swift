/// The resource attributes of the semantic conventions.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/semconv/resource/>
enum ResourceAttributes {
    static let serviceName = "service.name"

    /// What the service says of itself, with what somebody configured over it. Of two values for a key the last one counts.
    static func merged(_ service: ServiceIdentity, over configured: [OTLPAttribute]) -> [OTLPAttribute] {
        let own: [(String, String?)] = [
            (serviceName, service.name), ("service.version", service.version), ("service.instance.id", service.instance),
            ("host.name", service.host),
        ]
        var merged = own.compactMap { key, value in value.map { OTLPAttribute(key, $0) } }
        for attribute in configured {
            merged.removeAll { $0.key == attribute.key }
            merged.append(attribute)
        }
        return merged
    }
}
