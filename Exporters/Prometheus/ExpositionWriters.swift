import Telemetry

/// The writers of all formats, with what they keep.
struct ExpositionWriters: ~Copyable {
    private let settings: ExpositionSettings
    private var text = TextWriter()
    private var protobuf = ProtobufWriter()

    init(settings: ExpositionSettings) {
        self.settings = settings
    }

    mutating func write(
        _ snapshot: borrowing Snapshot, as format: ExpositionFormat, selection: borrowing FamilySelection,
        into out: inout ExpositionBuffer
    ) {
        switch format {
        case .text: text.write(snapshot, dialect: .prometheus, selection: selection, into: &out)
        case .openMetrics:
            let dialect = TextDialect.openMetrics(createdSeries: settings.createdSeries)
            text.write(snapshot, dialect: dialect, selection: selection, into: &out)
        case .protobuf: protobuf.write(snapshot, selection: selection, into: &out)
        }
    }
}
