import Chat
import Logging

extension UploadService {
    /// Removes what has waited for its message for too long; what goes wrong is logged and tried again the next time.
    func sweep(logger: Logger) async {
        do {
            try await sweep()
        } catch {
            // The server stops: there is nothing wrong.
            guard !Task.isCancelled else { return }
            logger.error(
                "Uploads that no message carries could not be removed", metadata: ["error": .string("\(error.detail ?? error.message)")])
        }
    }
}
