/// Names of providers as telemetry shows them.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/>, `gen_ai.provider.name`
enum ProviderName {
    /// Everything that is not in the table, such as a server of one's own.
    static let other = "openai_compatible"

    private static let known = [
        ("openai.azure.com", "azure.ai.openai"),
        ("openai.com", "openai"),
        ("anthropic.com", "anthropic"),
        ("deepseek.com", "deepseek"),
        ("googleapis.com", "gcp.gen_ai"),
        ("groq.com", "groq"),
        ("mistral.ai", "mistral_ai"),
        ("perplexity.ai", "perplexity"),
        ("x.ai", "x_ai"),
    ]

    /// The provider whose domain a host is in.
    static func of(host: String) -> String {
        let host = host.lowercased()
        return known.first { domain, _ in host == domain || host.hasSuffix("." + domain) }?.1 ?? other
    }
}
