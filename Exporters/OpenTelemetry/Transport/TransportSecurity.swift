import HTTPClients
import NIOSSL

/// The certificates of a connection.
enum TransportSecurity {
    /// - Returns: whom to trust and who we are; servers' certificates are always verified.
    /// - Throws: ``OTLPConfigurationError`` for a file that cannot be read.
    static func configuration(_ configuration: OTLPConfiguration) throws(OTLPConfigurationError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let file = configuration.trustedCertificates {
            tls.trustRoots = .certificates(try certificates(file, variable: "OTEL_EXPORTER_OTLP_CERTIFICATE"))
        }
        if let client = configuration.client {
            let chain = try certificates(client.certificate, variable: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE")
            tls.certificateChain = chain.map { .certificate($0) }
            tls.privateKey = .privateKey(try key(client.key))
        }
        return tls
    }

    private static func certificates(_ file: String, variable: String) throws(OTLPConfigurationError) -> [NIOSSLCertificate] {
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw OTLPConfigurationError(variable, .unreadable(PlainText.line(String(describing: error))))
        }
        guard !certificates.isEmpty else { throw OTLPConfigurationError(variable, .unreadable("there is no certificate in it")) }
        return certificates
    }

    private static func key(_ file: String) throws(OTLPConfigurationError) -> NIOSSLPrivateKey {
        do {
            return try NIOSSLPrivateKey(file: file, format: .pem)
        } catch {
            // The error of a key file says what went wrong, never what is in it.
            throw OTLPConfigurationError("OTEL_EXPORTER_OTLP_CLIENT_KEY", .unreadable(PlainText.line(String(describing: error))))
        }
    }
}
