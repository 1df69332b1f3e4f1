import Agents
import AsyncHTTPClient
import Essentials
import NIOCore
import NIOHTTP1

/// One GET request to one address, on a connection of its own.
struct WebExchange {
    /// What came of it.
    enum Outcome {
        case answer(WebAnswer)
        /// The value of `Location`.
        case redirect(String)
    }

    let target: WebTarget
    /// Where the connection goes, whatever the name resolves to by then.
    let address: IPAddress
    let limits: WebLimits
    let group: any EventLoopGroup

    /// Sends the request and reads the answer.
    ///
    /// - Throws: `ToolError` for an answer that is no text, else what the connection suffered.
    func run() async throws -> Outcome {
        // The client's table of addresses belongs to all of its requests: therefore one for each.
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        let result: Result<Outcome, any Error>
        do {
            result = .success(try await exchange(client))
        } catch {
            result = .failure(error)
        }
        // Closes the connection, with whatever of the body was not read.
        try? await client.shutdown()
        return try result.get()
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        if case .name(let name) = target.host { configuration.dnsOverride = [name: address.text] }
        return configuration
    }

    private func exchange(_ client: HTTPClient) async throws -> Outcome {
        var request = HTTPClientRequest(url: target.url)
        request.headers = HTTPHeaders([
            ("User-Agent", "telltale/\(Release.version)"), ("Accept", "text/*, application/json, application/xml;q=0.9, */*;q=0.1"),
            // What is not packed cannot unpack to more than was read.
            ("Accept-Encoding", "identity"),
        ])
        let response = try await client.execute(request, timeout: .milliseconds(Int64(limits.timeMilliseconds)))
        if Self.redirects.contains(response.status.code), let location = response.headers.first(name: "Location") {
            return .redirect(location)
        }
        let type = response.headers.first(name: "Content-Type")
        try check(type, response.headers[canonicalForm: "Content-Encoding"].map(String.init))
        let (body, isCut) = try await read(response.body)
        return .answer(WebAnswer(target: target, status: Int(response.status.code), contentType: type, body: body, isCut: isCut))
    }

    private func read(_ body: HTTPClientResponse.Body) async throws -> (bytes: [UInt8], isCut: Bool) {
        var bytes: [UInt8] = []
        for try await piece in body {
            let room = limits.bytes - bytes.count
            bytes.append(contentsOf: piece.readableBytesView.prefix(room))
            if piece.readableBytes > room { return (bytes, true) }
        }
        return (bytes, false)
    }

    private func check(_ type: String?, _ encodings: [String]) throws(ToolError) {
        guard encodings.allSatisfy({ $0.lowercased() == "identity" }) else {
            throw ToolError("\(target.url): the body is packed with \(encodings.joined(separator: ", ").prefix(100))")
        }
        guard let type, !TextMediaType.isText(type) else { return }
        throw ToolError("\(target.url) is \(type.prefix(100)), not text")
    }

    /// RFC 9110, section 15.4: those that have a `Location` to follow.
    private static let redirects: Set<UInt> = [301, 302, 303, 307, 308]

    /// What a connection suffered, in few words: addresses stay out of it.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: FileReading.systemMessage(error.errnoCode)
        default: "\(type(of: error))"
        }
    }
}
