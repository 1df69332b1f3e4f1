// Measures executions: this process is all the owners, all the workers and all the watchers.
//
// Each watcher follows one execution from before its start to its end, on a socket of its own, and then the next. It checks that no
// event is missing, doubled or out of order, and takes the time from the worker's send to its own receipt, both on this machine's
// monotonic clock. Workers claim and report one after the other, as fast as they are answered, or at --rate.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 16, BUCKETS = 1 << 17, OWNERS = 4, ID = 96, STAMP = 20 };
static const double BUCKET_MS = 0.02;

typedef enum { OWNER, WORKER, WATCHER } Kind;
typedef struct Slot Slot;

typedef struct {
    Kind kind;
    int fd;
    bool is_busy, is_open, has_ended;
    size_t length;
    char *input;
    Slot *slot;  // of a watcher, and what an owner makes or a worker holds
    long expected;
    char lease[ID], id[ID];
    long next, reported;
    int64_t sent_at, due;
} Peer;

// A place where one execution after the other is made and watched.
struct Slot {
    char id[ID];
    Peer **watchers;
    long opened, ended;
    bool wants;
};

typedef struct {
    long counts[BUCKETS], all;
    double greatest;
} Histogram;

static int port, server_pid, watchers = 200, sharing = 1, workers = 8, events = 20, batch = 1;
static long executions = 10000;
static double rate, limit = 300;
static const char *owner_token, *worker_token;
static int poller;
static int slot_count;
static Slot *slots;
static Peer *owners[OWNERS], **laborers;
static long made, ready, claimed, completed, early, received, misplaced, reports, batches;
static long long sent_bytes, received_bytes;
static Histogram latency, round_trip;

static void fail(const char *what) {
    fprintf(stderr, "agents: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void took(Histogram *histogram, int64_t nanoseconds) {
    double milliseconds = nanoseconds / 1e6;
    if (milliseconds > histogram->greatest) histogram->greatest = milliseconds;
    long bucket = milliseconds / BUCKET_MS;
    histogram->counts[bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
    histogram->all++;
}

static double quantile(const Histogram *histogram, double share) {
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++)
        if ((sum += histogram->counts[i]) >= histogram->all * share) return (i + 1) * BUCKET_MS;
    return histogram->greatest;
}

// Connections

static Peer *connect_peer(Peer *peer, Kind kind) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    if (fd < 0 || connect(fd, (void *)&address, sizeof address)) fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    peer->kind = kind;
    peer->fd = fd;
    peer->length = 0;
    if (!peer->input) peer->input = malloc(BUFFER);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
    return peer;
}

static void write_all(int fd, const void *bytes, size_t length) {
    sent_bytes += length;
    for (const char *at = bytes; length > 0;) {
        ssize_t count = write(fd, at, length);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count < 0) fail("write");
        at += count;
        length -= count;
    }
}

static void post(Peer *peer, const char *path, const char *body) {
    char request[BUFFER];
    int length = snprintf(request, sizeof request,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
        path, peer->kind == WORKER ? worker_token : owner_token, strlen(body), body);
    if (length >= (int)sizeof request) fail("a request is too long");
    peer->is_busy = true;
    peer->sent_at = now();
    write_all(peer->fd, request, length);
}

static bool copy_member(const char *text, const char *name, char *value) {
    const char *at = strstr(text, name);
    if (!at) return false;
    at += strlen(name);
    size_t length = strcspn(at, "\"");
    if (length >= ID) return false;
    memcpy(value, at, length);
    value[length] = 0;
    return true;
}

// Owners and watchers

static void make_execution(Peer *owner, Slot *slot) {
    slot->wants = false;
    owner->slot = slot;
    made++;
    post(owner, "/api/agents/executions", "{\"agent\":\"bench\",\"input\":\"measure me\"}");
}

static void open_watcher(Slot *slot, int place) {
    Peer *peer = slot->watchers[place] ? slot->watchers[place] : calloc(1, sizeof(Peer));
    slot->watchers[place] = peer;
    peer->slot = slot;
    peer->expected = 1;
    peer->is_open = peer->has_ended = false;
    connect_peer(peer, WATCHER);
    char request[4096];
    int length = snprintf(request, sizeof request,
        "GET /ws/agents/execution/%s/?since=0&token=%s HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", slot->id, owner_token);
    write_all(peer->fd, request, length);
}

static void close_watcher(Peer *peer) {
    static const uint8_t close_frame[] = {0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8};
    write_all(peer->fd, close_frame, sizeof close_frame);
    epoll_ctl(poller, EPOLL_CTL_DEL, peer->fd, NULL);
    close(peer->fd);
    peer->fd = -1;
}

static void end_of(Peer *peer) {
    Slot *slot = peer->slot;
    peer->has_ended = true;
    if (peer->expected != events + 2) misplaced++;
    close_watcher(peer);
    if (++slot->ended < sharing) return;
    completed++;
    slot->opened = slot->ended = 0;
    slot->wants = true;
}

static void take_stamp(const char *text, const char *end) {
    char digits[STAMP + 1] = {0};
    if (text + STAMP > end) fail("a stamp is cut");
    memcpy(digits, text, STAMP);
    took(&latency, now() - strtoll(digits, NULL, 10));
}

static void take_frame(Peer *peer, char *text, size_t length) {
    static const char connection[] = "{\"type\":\"connection\"", seq[] = "\"seq\":", stamp[] = "\"delta\":\"", result[] = "\"result\":\"";
    char *end = text + length;
    if (length > sizeof connection && !memcmp(text, connection, sizeof connection - 1)) {
        peer->is_open = true;
        if (++peer->slot->opened == sharing) ready++;
        return;
    }
    char *at = memmem(text, length < 200 ? length : 200, seq, sizeof seq - 1);
    if (!at) {
        fprintf(stderr, "agents: %.*s\n", (int)length, text);
        exit(1);
    }
    if (strtol(at + sizeof seq - 1, NULL, 10) != peer->expected) misplaced++;
    peer->expected++;
    received++;
    if ((at = memmem(text, length, stamp, sizeof stamp - 1))) take_stamp(at + sizeof stamp - 1, end);
    else if (!memcmp(text, "{\"type\":\"execution_complete\"", 27)) {
        if (!(at = memmem(text, length, result, sizeof result - 1))) fail("an end without its result");
        take_stamp(at + sizeof result - 1, end);
        end_of(peer);
    } else if (!memcmp(text, "{\"type\":\"execution_error\"", 24)) fail("an execution failed");
}

static void take_frames(Peer *peer) {
    size_t at = 0;
    if (!peer->is_open && peer->length >= 4 && !memcmp(peer->input, "HTTP", 4)) {
        char *end = memmem(peer->input, peer->length, "\r\n\r\n", 4);
        if (!end) return;
        if (memcmp(peer->input, "HTTP/1.1 101", 12)) fail("a watcher was refused");
        at = end + 4 - peer->input;
    }
    while (peer->fd >= 0 && peer->length - at >= 2) {
        uint8_t *frame = (uint8_t *)peer->input + at;
        size_t head = 2, length = frame[1] & 127;
        if (length == 126) head = 4;
        if (length == 127) fail("a frame is too long");
        if (peer->length - at < head) break;
        if (head == 4) length = frame[2] << 8 | frame[3];
        if (peer->length - at < head + length) break;
        if ((frame[0] & 15) == 8) fail("a watcher was closed");
        if ((frame[0] & 15) == 1) take_frame(peer, (char *)frame + head, length);
        at += head + length;
    }
    if (peer->fd < 0) return;
    memmove(peer->input, peer->input + at, peer->length - at);
    peer->length -= at;
}

// Workers

static void claim(Peer *worker) {
    claimed++;
    worker->reported = -1;
    post(worker, "/api/agents/claims", "{\"worker\":\"bench\",\"wait_ms\":10000}");
}

// The start is one of the events; then come pieces of output, and last the end.
static void report(Peer *worker) {
    char body[BUFFER], path[160];
    long left = events - 1 - worker->next + 1, count = left < batch ? left : batch;
    size_t length = snprintf(body, sizeof body, "{\"lease_id\":\"%s\",\"events\":[", worker->lease);
    for (long i = 0; i < count; i++) {
        long number = worker->next + i;
        bool is_last = number == events - 1;
        length += snprintf(body + length, sizeof body - length, "%s{\"sequence\":%ld,\"type\":\"%s\",\"%s\":\"%0*lld and some text\"}",
            i ? "," : "", number, is_last ? "complete" : "output", is_last ? "output" : "delta", STAMP, (long long)now());
        if (length + 256 > sizeof body) fail("a batch is too long");
    }
    snprintf(body + length, sizeof body - length, "]}");
    snprintf(path, sizeof path, "/api/agents/executions/%s/events", worker->id);
    worker->reported = count;
    batches++;
    post(worker, path, body);
}

static void answered(Peer *peer, int status, const char *body) {
    peer->is_busy = false;
    if (peer->kind == OWNER) {
        if (status != 201 || !copy_member(body, "\"id\":\"", peer->slot->id)) fail(body);
        for (int i = 0; i < sharing; i++) open_watcher(peer->slot, i);
        return;
    }
    if (peer->reported < 0) {
        if (status == 204) { claimed--; return; }
        if (status != 200 || !copy_member(body, "\"lease_id\":\"", peer->lease) || !copy_member(body, "\"id\":\"", peer->id)) fail(body);
        peer->next = 1;
        peer->due = now();
        for (int i = 0; i < slot_count; i++)
            if (!strcmp(slots[i].id, peer->id) && slots[i].opened < sharing) early++;
        return;
    }
    if (status != 200) fail(body);
    took(&round_trip, now() - peer->sent_at);
    reports += peer->reported;
    peer->next += peer->reported;
    peer->due += rate > 0 ? (int64_t)(1e9 * workers * peer->reported / rate) : 0;
    if (peer->next > events - 1) peer->id[0] = 0;
}

static void take_answer(Peer *peer) {
    char *end = memmem(peer->input, peer->length, "\r\n\r\n", 4);
    if (!end) return;
    *end = 0;
    int status = atoi(peer->input + 9);
    char *header = strcasestr(peer->input, "content-length:");
    size_t body = header ? strtoul(header + 15, NULL, 10) : 0, head = end + 4 - peer->input;
    *end = '\r';
    if (peer->length < head + body) return;
    if (head + body >= BUFFER) fail("an answer is too long");
    peer->input[head + body] = 0;
    peer->length = 0;
    answered(peer, status, peer->input + head);
}

static void take(Peer *peer) {
    ssize_t count = read(peer->fd, peer->input + peer->length, BUFFER - 1 - peer->length);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) fail(peer->kind == WATCHER ? "a watcher was cut" : "a connection was cut");
    received_bytes += count;
    peer->length += count;
    if (peer->kind == WATCHER) take_frames(peer); else take_answer(peer);
}

// Nobody waits for anybody but for answers: what can be asked is asked.
static void go_on(void) {
    int next = 0;
    for (int i = 0; i < slot_count && made < executions; i++) {
        if (!slots[i].wants) continue;
        while (next < OWNERS && owners[next]->is_busy) next++;
        if (next == OWNERS) break;
        make_execution(owners[next], &slots[i]);
    }
    for (int i = 0; i < workers; i++) {
        Peer *worker = laborers[i];
        if (worker->is_busy) continue;
        if (worker->id[0]) { if (rate <= 0 || worker->due <= now()) report(worker); }
        else if (claimed < ready) claim(worker);
    }
}

static void poll_once(int milliseconds) {
    struct epoll_event found[256];
    int count = epoll_wait(poller, found, 256, milliseconds);
    for (int i = 0; i < count; i++) {
        Peer *peer = found[i].data.ptr;
        if (peer->fd >= 0) take(peer);
    }
}

// What it took

static double server_seconds(void) {
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", server_pid);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) fail(path);
    fclose(file);
    unsigned long user, system;
    if (sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) fail(path);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static double own_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static long server_kib(const char *name) {
    char path[64], line[256];
    long value = 0;
    snprintf(path, sizeof path, "/proc/%d/status", server_pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, name, strlen(name))) value = atol(line + strlen(name) + 1);
    if (file) fclose(file);
    return value;
}

static void read_arguments(int count, char **values) {
    for (int i = 1; i < count; i++) {
        if (i + 1 == count) fail("an option without a value");
        const char *name = values[i], *value = values[++i];
        if (!strcmp(name, "--port")) port = atoi(value);
        else if (!strcmp(name, "--server-pid")) server_pid = atoi(value);
        else if (!strcmp(name, "--owner-token")) owner_token = value;
        else if (!strcmp(name, "--worker-token")) worker_token = value;
        else if (!strcmp(name, "--executions")) executions = atol(value);
        else if (!strcmp(name, "--watchers")) watchers = atoi(value);
        else if (!strcmp(name, "--sharing")) sharing = atoi(value);
        else if (!strcmp(name, "--workers")) workers = atoi(value);
        else if (!strcmp(name, "--events")) events = atoi(value);
        else if (!strcmp(name, "--batch")) batch = atoi(value);
        else if (!strcmp(name, "--rate")) rate = atof(value);
        else if (!strcmp(name, "--limit")) limit = atof(value);
        else fail(name);
    }
    if (!port || !server_pid || !owner_token || !worker_token) fail("an option is missing");
    if (sharing < 1 || watchers < sharing || workers < 1 || events < 2 || batch < 1 || batch > 200) fail("an option makes no sense");
}

static void begin(void) {
    struct rlimit files = {1 << 16, 1 << 16};
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(0);
    slot_count = watchers / sharing;
    if (slot_count > executions) slot_count = executions;
    slots = calloc(slot_count, sizeof *slots);
    laborers = calloc(workers, sizeof *laborers);
    for (int i = 0; i < OWNERS; i++) owners[i] = connect_peer(calloc(1, sizeof(Peer)), OWNER);
    for (int i = 0; i < workers; i++) laborers[i] = connect_peer(calloc(1, sizeof(Peer)), WORKER);
    for (int i = 0; i < slot_count; i++) {
        slots[i].watchers = calloc(sharing, sizeof(Peer *));
        slots[i].wants = true;
    }
}

int main(int count, char **values) {
    read_arguments(count, values);
    begin();
    long resident = server_kib("VmRSS:");
    double seconds = server_seconds(), own = own_seconds();
    int64_t start = now();
    while (completed < executions) {
        go_on();
        poll_once(1);
        if ((now() - start) / 1e9 > limit) {
            fprintf(stderr, "agents: %ld of %ld executions after %.0f s\n", completed, executions, limit);
            exit(1);
        }
    }
    double wall = (now() - start) / 1e9;
    seconds = server_seconds() - seconds;
    own = own_seconds() - own;
    long expected = executions * (events + 1) * sharing;
    printf("{\"executions\":%ld,\"events\":%d,\"workers\":%d,\"watchers\":%d,\"sharing\":%d,\"batch\":%d,\"rate\":%g,\"seconds\":%.2f,"
           "\"executions_per_s\":%.0f,\"events_per_s\":%.0f,\"deliveries\":%ld,\"lost\":%ld,\"out_of_order\":%ld,\"watched_late\":%ld,"
           "\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"p999_ms\":%.2f,\"max_ms\":%.1f,\"report_p50_ms\":%.2f,\"report_p99_ms\":%.2f,"
           "\"server_cpu\":%.2f,\"server_cpu_us_per_event\":%.1f,\"client_cpu\":%.2f,\"rss_before_kib\":%ld,\"peak_rss_kib\":%ld}\n",
        executions, events, workers, watchers, sharing, batch, rate, wall, executions / wall, executions * (double)events / wall, received,
        expected - received, misplaced, early, quantile(&latency, 0.5), quantile(&latency, 0.99), quantile(&latency, 0.999),
        latency.greatest, quantile(&round_trip, 0.5), quantile(&round_trip, 0.99), seconds / wall,
        seconds * 1e6 / (executions * (double)events), own / wall, resident, server_kib("VmHWM:"));
    if (own / wall > 0.8) fprintf(stderr, "agents: this process took %.0f %% of a core: it may be what was measured\n", own / wall * 100);
    return expected != received || misplaced;
}
