import Compression
import Telemetry

/// Gathers, renders and compresses; has everything that is worth keeping from one scrape to the next.
// @unchecked: only used on the line's queue, which runs one block at a time.
final class ScrapeWorker: @unchecked Sendable {
    private struct Shared {
        let plan: ScrapePlan
        let bytes: RenderedBytes
        let renderedSize: Int
    }

    private let registry: Registry
    private let clock: @Sendable () -> Int64
    private let pool: BufferPool
    private var renderer: ExpositionRenderer
    private var snapshot = Snapshot()
    private var encoder: GzipEncoder?

    /// What was rendered for the scrapes of this gather.
    private var shared: [Shared] = []

    init(registry: Registry, settings: ExpositionSettings, pool: BufferPool, clock: @escaping @Sendable () -> Int64) {
        self.registry = registry
        self.clock = clock
        self.pool = pool
        renderer = ExpositionRenderer(settings: settings)
    }

    /// Reads all metrics, for the scrapes that waited together.
    func gather() {
        registry.refresh(&snapshot)
    }

    /// The answer to one of them. Scrapes with the same format and selection get the same bytes.
    func response(to plan: ScrapePlan) -> ScrapeResponse {
        if plan.isLate(at: clock()) { return ScrapeResponse(.late) }
        let answer = answer(plan)
        return ScrapeResponse(
            plan: plan, isCompressed: answer.plan.isCompressed, body: ScrapeBody(answer.bytes), renderedSize: answer.renderedSize)
    }

    /// Lets go of what those scrapes shared.
    func forget() {
        shared.removeAll(keepingCapacity: true)
    }

    private func answer(_ plan: ScrapePlan) -> Shared {
        if let known = shared.first(where: { $0.plan.hasAnswer(of: plan) }) { return known }
        let made = plan.isCompressed ? compressed(plan) : rendered(plan)
        shared.append(made)
        return made
    }

    private func rendered(_ plan: ScrapePlan) -> Shared {
        var buffer = ExpositionBuffer(pool.take())
        renderer.render(snapshot, as: plan.format.format, selection: plan.selection, into: &buffer)
        let size = buffer.count
        return Shared(plan: plan, bytes: RenderedBytes(buffer, pool: pool), renderedSize: size)
    }

    /// The compressed answer, or the plain one where there is no memory to compress.
    private func compressed(_ plan: ScrapePlan) -> Shared {
        let plain = answer(plan.uncompressed)
        var buffer = ExpositionBuffer(pool.take())
        do throws(CompressionError) {
            if encoder == nil { encoder = try GzipEncoder() }
            try encoder?.compress(plain.bytes.bytes) { buffer.append($0) }
        } catch {
            return plain
        }
        return Shared(plan: plan, bytes: RenderedBytes(buffer, pool: pool), renderedSize: plain.renderedSize)
    }
}
