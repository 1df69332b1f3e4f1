import Foundation
import FoundationNetworking
import Identity

/// Fetches a JSON Web Key Set over HTTPS.
struct KeySetDownload: KeySetSource {
    let url: String

    /// What can go wrong, for the log: without the URL, which may hold a secret.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func fetch() async throws -> [UInt8] {
        guard let url = URL(string: url), url.scheme?.lowercased() == "https" else {
            throw Failure(description: "not an https URL")
        }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = 5
        let transfer = BoundedTransfer(limit: KeySet.maximumJWKSBytes)
        let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        return try await withCheckedThrowingContinuation { continuation in
            transfer.start(session.dataTask(with: url)) { continuation.resume(with: $0) }
        }
    }
}
