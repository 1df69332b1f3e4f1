/// Owns one short-lived OpenSSL object and frees it when its scope ends, however that happens.
///
/// The object must not leave the scope: pass ``pointer`` to calls that return before it ends.
struct Owned: ~Copyable {
    let pointer: OpaquePointer
    private let release: (OpaquePointer?) -> Void

    /// Takes over what an OpenSSL constructor returned; nil when that failed.
    init?(_ pointer: OpaquePointer?, release: @escaping (OpaquePointer?) -> Void) {
        guard let pointer else { return nil }
        self.pointer = pointer
        self.release = release
    }

    deinit {
        release(pointer)
    }
}
