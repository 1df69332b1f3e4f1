/// What a server may not send to this client. Fragments are legal in RFC 6455, but a marker cut in two would be missed and
/// counted as lost, so they are refused openly.
enum FrameFault: String, Error, Equatable {
    case masked = "the server sent a masked frame"
    case reservedBits = "the server sent a frame with reserved bits, though no extension was agreed"
    case fragmented = "the server sent a fragmented message, which this client does not take"
    case tooLarge = "the server sent a frame over 1 MiB"
}
