import AsyncHTTPClient
import Foundation
import Identity
import NIOCore
import NIOHTTP1
import NIOSSL

/// Fetches a JSON Web Key Set over HTTPS: in 5 s, at most ``KeySet/maximumJWKSBytes``, over at most 3 redirects, each to HTTPS.
///
/// What came in the clear proves nothing. Each request has a connection of its own: there is one in minutes, and a server may close one
/// that it has answered just when the next request is on its way. Any thread.
struct KeySetDownload: KeySetSource {
    /// What can go wrong, for the log: without the URL, which may hold a secret.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let timeLimit = Duration.seconds(5)
    private static let connectLimit = TimeAmount.seconds(3)
    private static let redirectLimit = 3

    private let url: String
    private let group: any EventLoopGroup
    private let configuration: HTTPClient.Configuration

    /// - Parameters:
    ///   - url: with `https`; a name and a password in it are sent to its host as Basic authentication.
    ///   - authorities: a file in PEM with the certificates that the server is trusted by; nil is the system's.
    ///   - group: where connections live.
    /// - Throws: ``CommandFailure`` when the file holds no certificate.
    init(url: String, authorities: String?, group: any EventLoopGroup) throws(CommandFailure) {
        self.url = url
        self.group = group
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = Self.connectLimit
        configuration.connectionPool.retryConnectionEstablishment = false
        if let authorities {
            try FileReading.check(authorities, purpose: Settings.jwksCAFile.row.key)
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(authorities), !certificates.isEmpty else {
                throw CommandFailure(.configuration, "\(Settings.jwksCAFile.row.key) \(authorities) holds no certificate in PEM")
            }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(certificates)
            configuration.tlsConfiguration = tls
        }
        self.configuration = configuration
    }

    func fetch() async throws -> [UInt8] {
        guard let first = URL(string: url), Self.isSecure(first) else { throw Failure(description: "not an https URL") }
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        let result: Result<[UInt8], any Error>
        do {
            result = .success(try await TimeLimit.run(Self.timeLimit) { try await Self.follow(first, client) })
        } catch {
            result = .failure(Self.failure(error))
        }
        // Closes the connection, with whatever of the body was not read.
        try? await client.shutdown()
        return try result.get()
    }

    private static func isSecure(_ url: URL) -> Bool {
        url.scheme?.lowercased() == "https" && url.host?.isEmpty == false
    }

    private static func follow(_ first: URL, _ client: HTTPClient) async throws -> [UInt8] {
        var url = first
        for _ in 0...redirectLimit {
            // What the first host is told is not for others.
            let credentials = url.host == first.host && url.port == first.port ? first : nil
            let response = try await client.execute(request(url, credentials: credentials), deadline: .distantFuture)
            guard redirects.contains(response.status.code), let location = response.headers.first(name: "Location") else {
                return try await body(of: response)
            }
            guard let next = URL(string: location, relativeTo: url)?.absoluteURL, isSecure(next) else {
                throw Failure(description: "the server redirects to something other than HTTPS")
            }
            url = next
        }
        throw Failure(description: "the server redirects more than \(redirectLimit) times")
    }

    private static func request(_ url: URL, credentials: URL?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.headers.add(name: "User-Agent", value: "telltale/\(Release.version)")
        request.headers.add(name: "Accept", value: "application/jwk-set+json, application/json")
        request.headers.add(name: "Connection", value: "close")
        // What is not packed cannot unpack to more than was read.
        request.headers.add(name: "Accept-Encoding", value: "identity")
        if let user = credentials?.user(percentEncoded: false) {
            request.setBasicAuth(username: user, password: credentials?.password(percentEncoded: false) ?? "")
        }
        return request
    }

    private static func body(of response: HTTPClientResponse) async throws -> [UInt8] {
        guard response.status == .ok else { throw Failure(description: "the server answered \(response.status.code)") }
        var body: [UInt8] = []
        for try await piece in response.body {
            guard body.count + piece.readableBytes <= KeySet.maximumJWKSBytes else {
                throw Failure(description: "the key set has more than \(KeySet.maximumJWKSBytes >> 10) KiB")
            }
            body.append(contentsOf: piece.readableBytesView)
        }
        return body
    }

    /// RFC 9110, section 15.4: those that have a `Location` to follow.
    private static let redirects: Set<UInt> = [301, 302, 303, 307, 308]

    /// In words for the log; none of these errors holds a URL.
    private static func failure(_ error: any Error) -> Failure {
        switch error {
        case let error as Failure: error
        case is TimeLimit.Exceeded: Failure(description: "the server did not answer within \(timeLimit.components.seconds) s")
        case let error as HTTPClientError: Failure(description: error.shortDescription)
        case let error as IOError: Failure(description: FileReading.systemMessage(error.errnoCode))
        case let error as NIOSSLError: Failure(description: "TLS failed: \(String(describing: error).prefix(300))")
        case let error as NIOSSLExtraError: Failure(description: "TLS failed: \(String(describing: error).prefix(300))")
        default: Failure(description: "the server cannot be reached (\(type(of: error)))")
        }
    }
}
