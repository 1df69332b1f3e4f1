import Essentials
import LanguageModels
import Logging
import Wire

/// The assistant that takes part in conversations: which models answer, when, and within which bounds.
public struct AssistantConfiguration: Sendable {
    /// Answers what is no command of ``operations``. Without a configured endpoint it is the built-in operations assistant too.
    public var model: any LanguageModel
    /// The built-in operations assistant: gets the messages that begin with one of ``commands``. Nil means that there
    /// are no commands.
    public var operations: (any LanguageModel)?
    /// The first words that call ``operations``, in lower case with their slash; matched in any case, with `@assistant` before
    /// them or not. They are answered in the modes `always` and `mention`. Default none.
    public var commands: Set<String> = []
    /// When conversations without a mode of their own are answered; default `mention`.
    public var mode: AssistantMode
    /// What the model is told before the conversation; nil and empty tell it nothing.
    public var systemPrompt: String?
    /// 0 to 2; nil (the default) leaves it to the provider.
    public var temperature: Double?
    /// Tokens that an answer may take; nil (the default) leaves it to the provider.
    public var maximumTokens: Int?
    /// Messages of the conversation that the model is given, the question among them; default 50. At least 1, at most 1,000.
    public var contextMessages: Int = 50
    /// Tokens of the conversation that the model is given, estimated by ``TokenEstimate``; default 8,000. The oldest messages are
    /// left out first. The question is given whole, whatever its length.
    public var contextTokens: Int = 8_000
    /// Answers that may wait in a room while another is generated; default 8. Over it questions are refused with `overloaded`; 0 lets none wait.
    public var queueLimit: Int = 8
    /// Rooms of this process that are answered in at once; default 1,024. Over it questions are refused with `overloaded`.
    public var roomLimit: Int = 1_024
    /// The text of an answer, UTF-8 bytes; default 256 KiB. An answer that reaches it ends with the finish reason `length`.
    public var textLimit: Int = 256 * 1_024
    /// Under pressure what a model says this soon after its answer's last chunk is held for a tick that all answers share, and no
    /// longer than this, milliseconds; default 20.
    public var coalescingMilliseconds: Int = 20
    /// Pieces a second, of all answers together, from which on chunks are coalesced; default 1,000. 0 coalesces always.
    public var pressurePieces: Int = 1_000
    /// How long the end of an answer that the store does not take is tried again, seconds; default 30.
    public var retrySeconds: Double = 30
    /// Is told of each answer's end.
    public var observer: (any AnswerObserver)?
    /// Where failures are written with what clients must not see, at most one entry a second.
    public var logger: Logger
    /// Calls back after a while; the machine's timer by default.
    public var timer: any DelayTimer = SystemDelayTimer()

    /// Makes the settings; each parameter is described at its property. Those that are no parameters are set afterwards.
    public init(
        model: any LanguageModel, operations: (any LanguageModel)? = nil, mode: AssistantMode = .mention, systemPrompt: String? = nil,
        temperature: Double? = nil, maximumTokens: Int? = nil, observer: (any AnswerObserver)? = nil,
        logger: Logger = Logger(label: "telltale.assistant")
    ) {
        self.model = model
        self.operations = operations
        self.mode = mode
        self.systemPrompt = systemPrompt
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.observer = observer
        self.logger = logger
    }
}
