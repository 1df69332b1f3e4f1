/// One area of the machine, such as its memory: what is kept between gathers, and how a gather is made.
protocol HostArea: Sendable {
    /// Shows the families of this moment, without those that the platform has not.
    ///
    /// - Throws: ``HostFileError``. What was shown until then is of no use; the next gather starts afresh.
    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError)
}
