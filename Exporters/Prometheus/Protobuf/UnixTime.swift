import CPrometheusModel

/// A moment as protobuf has it.
struct UnixTime {
    let seconds: Int64
    let nanoseconds: Int32

    /// - Parameter unixSeconds: seconds since 1970; what no clock says becomes 1970.
    init(_ unixSeconds: Double) {
        let farthest = 253_402_300_800.0
        let moment = unixSeconds.magnitude < farthest ? unixSeconds : 0
        let whole = moment.rounded(.down)
        seconds = Int64(whole)
        nanoseconds = Int32(min((moment - whole) * 1e9, 999_999_999))
    }

    func message() -> Io__Prometheus__Client__Timestamp {
        var message = Io__Prometheus__Client__Timestamp()
        io__prometheus__client__timestamp__init(&message)
        message.has_seconds = 1
        message.seconds = seconds
        message.has_nanos = 1
        message.nanos = nanoseconds
        return message
    }
}
