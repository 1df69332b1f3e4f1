/// What a writer goes back to when a transaction fails.
struct WriterMark {
    let nextPosition: Int64
    let job: IndexingJob?
}
