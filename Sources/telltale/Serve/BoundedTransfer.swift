import Foundation
import FoundationNetworking
import Synchronization

/// One download that ends as soon as it is too large, and follows redirects to HTTPS only: what came in the clear proves
/// nothing.
// @unchecked: NSObject is not Sendable; the only state of its own lies behind a Mutex.
final class BoundedTransfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    typealias Completion = @Sendable (Result<[UInt8], any Error>) -> Void

    private struct State {
        var body: [UInt8] = []
        var completion: Completion?
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: bytes of the body.
    init(limit: Int) {
        self.limit = limit
    }

    /// Begins; the completion is called once.
    func start(_ task: URLSessionDataTask, completion: @escaping Completion) {
        state.withLock { $0.completion = completion }
        task.resume()
    }

    private func end(_ result: Result<[UInt8], any Error>) {
        let completion = state.withLock { state in
            defer { state.completion = nil }
            return state.completion
        }
        completion?(result)
    }

    private func fail(_ reason: String, _ task: URLSessionTask) {
        end(.failure(KeySetDownload.Failure(description: reason)))
        task.cancel()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(request.url?.scheme?.lowercased() == "https" ? request : nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status != 200 {
            fail("the server answered \(status)", dataTask)
        } else if response.expectedContentLength > Int64(limit) {
            fail("the key set is too large", dataTask)
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            guard state.body.count + data.count <= limit else { return true }
            state.body.append(contentsOf: data)
            return false
        }
        if isTooLarge { fail("the key set is too large", dataTask) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            // Its description would hold the URL.
            end(.failure(KeySetDownload.Failure(description: error.localizedDescription)))
        } else {
            end(.success(state.withLock { $0.body }))
        }
    }
}
