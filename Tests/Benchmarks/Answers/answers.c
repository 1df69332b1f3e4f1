// Measures answers that stream through the server to sockets: this process is the model's endpoint and all the clients.
//
// Each room gets one question. Its answer comes from here in chunks at a fixed rate, each with its number and the time it was
// sent; each socket of the room checks that no chunk is missing or out of order and takes the time. With --broadcast the same
// texts are sent as messages by one socket of each room instead: what a plain delivery costs.
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

enum { BUFFER = 1 << 18, BUCKETS = 4096, PIECE = 24 };

typedef enum { LISTENER, UPSTREAM, SOCKET } Kind;

typedef struct {
    Kind kind;
    int fd, room;
    bool is_first, is_open, is_answering;
    size_t length;
    char *input;
    long expected;
    bool has_ended;
} Peer;

static int port, upstream_port, rooms = 1, sockets_of_room = 100, server_pid;
static double rate = 50, duration = 5;
static bool is_broadcast;
static const char *token;
static int poller;
static Peer **askers, **answers;
static long *sent, total_sent, total_received, misplaced, frames, ended, opened;
static long histogram[BUCKETS];
static double greatest;
static int64_t greatest_lag;

static void fail(const char *what) {
    fprintf(stderr, "answers: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static Peer *make(Kind kind, int fd, int room) {
    Peer *peer = calloc(1, sizeof *peer);
    *peer = (Peer){.kind = kind, .fd = fd, .room = room, .input = kind == LISTENER ? NULL : malloc(BUFFER)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
    return peer;
}

static struct sockaddr_in loopback(int to) {
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(to), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static void set_options(int fd) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
}

static void write_all(int fd, const void *bytes, size_t length) {
    for (const char *at = bytes; length > 0;) {
        ssize_t count = write(fd, at, length);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count < 0) fail("write");
        at += count;
        length -= count;
    }
}

static void send_text(Peer *peer, const char *text) {
    size_t length = strlen(text), head = 2;
    uint8_t frame[512] = {0x81, 0x80 | (length < 126 ? length : 126)};
    if (length > 400) fail("a text is too long");
    if (length >= 126) {
        frame[2] = length >> 8;
        frame[3] = length & 255;
        head = 4;
    }
    memcpy(frame + head + 4, text, length);  // the mask is zero
    write_all(peer->fd, frame, head + 4 + length);
}

static void open_socket(int room, bool is_first) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port);
    if (fd < 0 || connect(fd, (void *)&address, sizeof address)) fail("connect");
    set_options(fd);
    Peer *peer = make(SOCKET, fd, room);
    peer->is_first = is_first;
    if (is_first) askers[room] = peer;
    char request[4096];
    int length = snprintf(request, sizeof request,
        "GET /ws/chat/answers-%d/?token=%s HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", room, token);
    write_all(fd, request, length);
}

static void took(int64_t nanoseconds) {
    double milliseconds = nanoseconds / 1e6;
    if (milliseconds > greatest) greatest = milliseconds;
    long bucket = milliseconds * 10;  // a tenth of a millisecond each
    histogram[bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
}

static double quantile(double share) {
    long all = 0, sum = 0;
    for (int i = 0; i < BUCKETS; i++) all += histogram[i];
    for (int i = 0; i < BUCKETS; i++)
        if ((sum += histogram[i]) >= all * share) return (i + 1) / 10.0;
    return BUCKETS / 10.0;
}

// A piece is "<8 hexadecimal digits: number><15: nanoseconds>;", PIECE bytes.
static void take_pieces(Peer *peer, const char *text, const char *end) {
    for (; text + PIECE <= end && text[PIECE - 1] == ';'; text += PIECE) {
        char digits[16] = {0};
        memcpy(digits, text, 8);
        long number = strtol(digits, NULL, 16);
        memcpy(digits, text + 8, 15);
        int64_t at = strtoll(digits, NULL, 16);
        if (number != peer->expected) misplaced++;
        peer->expected = number + 1;
        total_received++;
        took(now() - at);
    }
}

static void take_frame(Peer *peer, char *text, size_t length) {
    static const char chunk[] = "{\"type\":\"message_chunk\"", message[] = "{\"type\":\"new_message\"";
    static const char complete[] = "{\"type\":\"message_complete\"", connection[] = "{\"type\":\"connection\"";
    char *end = text + length;
    if (length > sizeof connection && !memcmp(text, connection, sizeof connection - 1)) {
        peer->is_open = true;
        opened++;
    } else if (length > sizeof complete && !memcmp(text, complete, sizeof complete - 1)) {
        if (!peer->has_ended) ended++;
        peer->has_ended = true;
    } else if (length > sizeof chunk && !memcmp(text, chunk, sizeof chunk - 1)) {
        char *delta = memmem(text, length, "\"delta\":\"", 9);
        if (!delta) fail("a chunk without delta");
        frames++;
        take_pieces(peer, delta + 9, end);
    } else if (is_broadcast && length > sizeof message && !memcmp(text, message, sizeof message - 1)) {
        char *content = memmem(text, length, "\"content\":\"", 11);
        if (!content) fail("a message without content");
        frames++;
        take_pieces(peer, content + 11, end);
    } else if (memmem(text, length < 64 ? length : 64, "\"error\"", 7)) {
        fprintf(stderr, "answers: %.*s\n", (int)length, text);
        exit(1);
    }
}

static void take_frames(Peer *peer) {
    size_t at = 0;
    if (!peer->is_open && peer->length >= 4 && !memcmp(peer->input, "HTTP", 4)) {
        char *end = memmem(peer->input, peer->length, "\r\n\r\n", 4);
        if (!end) return;
        at = end + 4 - peer->input;
    }
    while (peer->length - at >= 2) {
        uint8_t *frame = (uint8_t *)peer->input + at;
        size_t head = 2, length = frame[1] & 127;
        if (length == 126) head = 4;
        if (length == 127) head = 10;
        if (peer->length - at < head) break;
        if (head == 4) length = frame[2] << 8 | frame[3];
        if (head == 10) {
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | frame[i];
        }
        if (head + length > BUFFER) fail("a frame is too long");
        if (peer->length - at < head + length) break;
        if ((frame[0] & 15) == 8) fail("a socket was closed");
        if ((frame[0] & 15) == 1) take_frame(peer, (char *)frame + head, length);
        at += head + length;
    }
    memmove(peer->input, peer->input + at, peer->length - at);
    peer->length -= at;
}

static void take_request(Peer *peer) {
    char *end = memmem(peer->input, peer->length, "\r\n\r\n", 4);
    if (!end) return;
    *end = 0;
    char *header = strcasestr(peer->input, "content-length:");
    size_t body = header ? strtoul(header + 15, NULL, 10) : 0, head = end + 4 - peer->input;
    *end = '\r';
    if (peer->length < head + body) return;
    char *mark = NULL;  // the last question of the history is the one to answer
    for (char *at = end; (at = memmem(at, peer->input + head + body - at, "room=", 5)); at += 5) mark = at;
    if (!mark) fail("a request without a room");
    int room = atoi(mark + 5);
    peer->length = 0;
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    write_all(peer->fd, answer, sizeof answer - 1);
    peer->room = room;
    peer->is_answering = true;
    answers[room] = peer;
}

static void take(Peer *peer) {
    if (peer->kind == LISTENER) {
        int fd = accept(peer->fd, NULL, NULL);
        if (fd < 0) return;
        set_options(fd);
        make(UPSTREAM, fd, -1);
        return;
    }
    ssize_t count = read(peer->fd, peer->input + peer->length, BUFFER - peer->length);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        if (peer->kind == SOCKET) fail("a socket was cut");
        epoll_ctl(poller, EPOLL_CTL_DEL, peer->fd, NULL);
        close(peer->fd);
        return;
    }
    peer->length += count;
    if (peer->kind == UPSTREAM) take_request(peer); else take_frames(peer);
}

static void poll_once(int milliseconds) {
    struct epoll_event events[512];
    int count = epoll_wait(poller, events, 512, milliseconds);
    for (int i = 0; i < count; i++) take(events[i].data.ptr);
}

static void send_piece(int room) {
    char piece[PIECE + 1], text[256], block[300];
    snprintf(piece, sizeof piece, "%08lx%015llx;", sent[room]++, (unsigned long long)now());
    total_sent++;
    if (is_broadcast) {
        snprintf(text, sizeof text, "{\"type\":\"message\",\"content\":\"%s\"}", piece);
        send_text(askers[room], text);
        return;
    }
    int length = snprintf(text, sizeof text,
        "data: {\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n", piece);
    length = snprintf(block, sizeof block, "%x\r\n%s\r\n", length, text);
    write_all(answers[room]->fd, block, length);
}

static void end_answer(int room) {
    static const char end[] =
        "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        "data: [DONE]\n\n";
    char block[400];
    int length = snprintf(block, sizeof block, "%zx\r\n%s\r\n0\r\n\r\n", sizeof end - 1, end);
    write_all(answers[room]->fd, block, length);
}

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
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
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

static void await(long *counter, long goal, const char *what, double seconds) {
    int64_t deadline = now() + seconds * 1e9;
    while (*counter < goal) {
        poll_once(20);
        if (now() > deadline) {
            fprintf(stderr, "answers: %s: %ld of %ld\n", what, *counter, goal);
            exit(1);
        }
    }
}

static long answering(void) {
    long count = 0;
    for (int room = 0; room < rooms; room++) count += answers[room] != NULL;
    return count;
}

// Sends each piece when it is due, the rooms in turn. What has come is read after every few pieces: a load that sends a round of
// all rooms before it reads would measure the wait in its own sockets.
static void stream(void) {
    enum { TURN = 16 };
    int64_t start = now(), count = rate * duration * rooms;
    double interval = 1e9 / rate / rooms;
    for (int64_t next = 0; next < count;) {
        int64_t time = now(), due = start + next * interval;
        if (due > time) {
            poll_once(1);
            continue;
        }
        if (time - due > greatest_lag) greatest_lag = time - due;
        for (int i = 0; i < TURN && next < count && start + next * interval <= time; i++, next++) send_piece(next % rooms);
        poll_once(0);
    }
}

static void read_arguments(int count, char **values) {
    for (int i = 1; i < count; i++) {
        if (!strcmp(values[i], "--broadcast")) { is_broadcast = true; continue; }
        if (i + 1 == count) fail("an option without a value");
        const char *name = values[i], *value = values[++i];
        if (!strcmp(name, "--port")) port = atoi(value);
        else if (!strcmp(name, "--upstream-port")) upstream_port = atoi(value);
        else if (!strcmp(name, "--token")) token = value;
        else if (!strcmp(name, "--rooms")) rooms = atoi(value);
        else if (!strcmp(name, "--sockets")) sockets_of_room = atoi(value);
        else if (!strcmp(name, "--rate")) rate = atof(value);
        else if (!strcmp(name, "--duration")) duration = atof(value);
        else if (!strcmp(name, "--server-pid")) server_pid = atoi(value);
        else fail(name);
    }
    if (!port || !upstream_port || !token || !server_pid || rooms < 1 || sockets_of_room < 1) fail("an option is missing");
}

int main(int count, char **values) {
    read_arguments(count, values);
    struct rlimit files = {1 << 18, 1 << 18};
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(0);
    askers = calloc(rooms, sizeof *askers);
    answers = calloc(rooms, sizeof *answers);
    sent = calloc(rooms, sizeof *sent);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in address = loopback(upstream_port);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) fail("listen");
    make(LISTENER, listener, -1);

    for (int room = 0; room < rooms; room++)
        for (int i = 0; i < sockets_of_room; i++) {
            open_socket(room, i == 0);
            poll_once(0);
        }
    await(&opened, (long)rooms * sockets_of_room, "sockets that were let in", 60);
    if (!is_broadcast) {
        for (int room = 0; room < rooms; room++) {
            char question[128];
            snprintf(question, sizeof question, "{\"type\":\"message\",\"respond\":true,\"content\":\"room=%d\"}", room);
            send_text(askers[room], question);
            poll_once(0);
        }
        for (int64_t deadline = now() + 60e9; answering() < rooms; poll_once(20))
            if (now() > deadline) fail("not every room asked the model");
    }
    double seconds = server_seconds(), own = own_seconds();
    stream();
    if (!is_broadcast) for (int room = 0; room < rooms; room++) end_answer(room);
    if (is_broadcast) await(&total_received, total_sent * sockets_of_room, "deliveries", 30);
    else await(&ended, (long)rooms * sockets_of_room, "ends of answers", 60);
    seconds = server_seconds() - seconds;
    own = own_seconds() - own;

    long expected = total_sent * sockets_of_room;
    printf("{\"mode\":\"%s\",\"rooms\":%d,\"sockets\":%d,\"rate\":%g,\"sent\":%ld,\"delivered\":%ld,\"lost\":%ld,\"out_of_order\":%ld,"
           "\"frames\":%ld,\"server_cpu_s\":%.3f,\"cpu_us_per_delivery\":%.3f,\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,"
           "\"send_lag_ms\":%.1f,\"load_cpu_s\":%.3f,"
           "\"rss_kib\":%ld,\"peak_rss_kib\":%ld}\n",
        is_broadcast ? "broadcast" : "answers", rooms, sockets_of_room, rate, total_sent, total_received, expected - total_received,
        misplaced, frames, seconds, seconds * 1e6 / (frames ? frames : 1), quantile(0.5), quantile(0.99), greatest,
        greatest_lag / 1e6, own,
        server_kib("VmRSS:"), server_kib("VmHWM:"));
    return expected != total_received || misplaced;
}
