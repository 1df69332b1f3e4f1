#if canImport(CThreadLane)
    import CThreadLane
#else
    import Glibc
#endif

/// A number that each thread has for itself: 0 until it is set.
///
/// With the C module it is a variable of the thread, and reading it one load. A package that takes these sources without
/// that module still works: the C library then keeps the number under a key, at 3 ns a reading instead of 0.3.
@usableFromInline
enum ThreadMark {
    #if canImport(CThreadLane)
        @inlinable static var current: Int {
            telltale_get_thread_lane()
        }

        static func set(_ mark: Int) -> Bool {
            telltale_set_thread_lane(mark)
            return true
        }
    #else
        /// A key that could not be made reads as 0 and cannot be set.
        @usableFromInline static let key: pthread_key_t = {
            var key = pthread_key_t()
            return pthread_key_create(&key, nil) == 0 ? key : .max
        }()

        @inlinable static var current: Int {
            Int(bitPattern: pthread_getspecific(key))
        }

        static func set(_ mark: Int) -> Bool {
            pthread_setspecific(key, UnsafeRawPointer(bitPattern: mark)) == 0
        }
    #endif
}
