import Essentials
import Wire

extension ExecutionFailure {
    /// With the message cut to ``ExecutionLimits/messageBytes``, between scalars: a single character may have more.
    var bounded: ExecutionFailure {
        ExecutionFailure(code: code, message: String(message.prefix(utf8Bytes: ExecutionLimits.messageBytes)))
    }
}
