/// The two files of a client certificate, both in PEM.
public struct OTLPClientCertificate: Sendable, Hashable {
    /// The certificate, and those between it and its root.
    public var certificate: String

    /// The private key.
    public var key: String

    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
