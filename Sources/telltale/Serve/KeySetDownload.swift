import Foundation
import FoundationNetworking
import Identity

/// Fetches a JSON Web Key Set over HTTPS.
struct KeySetDownload: KeySetSource {
    let url: String

    /// What can go wrong, for the log.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func fetch() async throws -> [UInt8] {
        guard let url = URL(string: url), url.scheme?.lowercased() == "https" else {
            throw Failure(description: "not an https URL")
        }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = 5
        let session = URLSession(configuration: configuration, delegate: SecureRedirects(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(from: url)
        guard let status = (response as? HTTPURLResponse)?.statusCode, status == 200 else {
            throw Failure(description: "the server answered \((response as? HTTPURLResponse)?.statusCode ?? 0)")
        }
        guard data.count <= KeySet.maximumJWKSBytes else { throw Failure(description: "the key set is too large") }
        return Array(data)
    }
}

/// Follows redirects to HTTPS only: keys that came in the clear prove nothing.
private final class SecureRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(request.url?.scheme?.lowercased() == "https" ? request : nil)
    }
}
