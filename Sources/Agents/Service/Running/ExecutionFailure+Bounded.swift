import Wire

extension ExecutionFailure {
    /// With the message cut to ``ExecutionLimits/messageBytes``, between characters.
    var bounded: ExecutionFailure {
        guard message.utf8.count > ExecutionLimits.messageBytes else { return self }
        var kept = ""
        var bytes = 0
        for character in message {
            bytes += character.utf8.count
            guard bytes <= ExecutionLimits.messageBytes else { break }
            kept.append(character)
        }
        return ExecutionFailure(code: code, message: kept)
    }
}
