import Glibc
import Synchronization

/// A page that the floor's two processes share: the reader counts in it, the writer looks how far the reader is.
struct FloorCounters: ~Copyable {
    private static let size = 4_096
    /// Of the unnamed file that carries the page to the other process.
    let descriptor: Int32
    private let page: UnsafeMutablePointer<Atomic<UInt64>>

    /// Makes the page.
    init() throws(LoadError) {
        let name = "/telltale-floor-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw .system("shm_open", errno) }
        shm_unlink(name)
        guard ftruncate(descriptor, off_t(Self.size)) == 0 else { throw .system("ftruncate", errno) }
        try self.init(descriptor: descriptor)
    }

    /// Opens a page that another process made.
    init(descriptor: Int32) throws(LoadError) {
        let mapped = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let mapped, mapped != MAP_FAILED else { throw .system("mmap", errno) }
        self.descriptor = descriptor
        // A fresh page is all zero bits, which is what an atomic 0 is, and Atomic has the layout of its value (SE-0410).
        page = mapped.bindMemory(to: Atomic<UInt64>.self, capacity: 2)
    }

    deinit {
        munmap(page, Self.size)
        close(descriptor)
    }

    /// Bytes that the reader has read.
    var bytesRead: UInt64 { page[0].load(ordering: .acquiring) }

    /// CPU time of the reader, nanoseconds; written when it ends.
    var readerTime: UInt64 { page[1].load(ordering: .acquiring) }

    func addRead(_ count: Int) {
        // One writer: no read-modify-write is needed.
        page[0].store(page[0].load(ordering: .relaxed) &+ UInt64(count), ordering: .releasing)
    }

    func setReaderTime(_ nanoseconds: Int64) { page[1].store(UInt64(nanoseconds), ordering: .releasing) }
}
