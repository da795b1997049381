// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_server.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/live/uv_loop.h"
#include "core/model/names.h"

namespace stampede {
namespace {

constexpr Duration kPatience = std::chrono::milliseconds(1500);

tl::expected<std::filesystem::path, std::string> find_program(const std::string& name, const std::string& package) {
    const char* path = std::getenv("PATH");
    std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
    while (!rest.empty()) {
        const auto end = rest.find(':');
        const std::filesystem::path candidate = std::filesystem::path(rest.substr(0, end)) / name;
        if (access(candidate.c_str(), X_OK) == 0) return candidate;
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return tl::unexpected("The program " + name + " was not found; install it with: sudo apt install " + package);
}

// Our power cuts decide what the disk has got, and with everysec the server may put a write off while it syncs: replies would precede it.
std::vector<std::string> command_line(const RedisServer::Place& place, const std::string& setpriv) {
    return {setpriv,
            "--pdeathsig",
            "KILL",
            "--",
            place.program.string(),
            "--port",
            "0",
            "--unixsocket",
            place.socket.string(),
            "--unixsocketperm",
            "700",
            "--dir",
            place.folder.string(),
            "--save",
            "",
            "--appendonly",
            place.append_only ? "yes" : "no",
            "--appenddirname",
            place.append_only_folder().filename().string(),
            "--appendfsync",
            "no",
            "--daemonize",
            "no",
            "--databases",
            "1",
            "--always-show-logo",
            "no",
            "--maxmemory",
            std::to_string(place.memory),
            "--maxmemory-policy",
            std::string(name_of(place.eviction)),
            "--enable-debug-command",
            "local",
            "--notify-keyspace-events",
            "Ee"};
}

}  // namespace

tl::expected<std::filesystem::path, std::string> find_redis_server() { return find_program("redis-server", "redis-server"); }

std::string redis_server_version(const std::filesystem::path& program) {
    std::string said;
    std::string command = "'";
    command.append(program.string()).append("' --version");
    std::FILE* pipe = popen(command.c_str(), "re");
    if (pipe == nullptr) return said;
    std::array<char, 256> line{};
    if (std::fgets(line.data(), line.size(), pipe) != nullptr) said = line.data();
    pclose(pipe);
    const auto begin = said.find(" v=");
    return begin == std::string::npos ? std::string() : said.substr(begin + 3, said.find(' ', begin + 3) - begin - 3);
}

struct RedisServer::Process {
    uv_process_t handle{};
    RedisServer* owner = nullptr;
};

RedisServer::RedisServer(UvLoop& loop, Place place, Ended ended) : loop_(&loop), place_(std::move(place)), ended_(std::move(ended)) {}

RedisServer::~RedisServer() {
    if (!running()) return;
    ended_ = {};
    signal(SIGTERM);
    signal(SIGCONT);  // a stopped process does not see SIGTERM
    const auto gone = [this] { return !running(); };
    if (loop_->run_until(gone, kPatience)) return;
    signal(SIGKILL);
    if (loop_->run_until(gone, kPatience)) return;
    process_->owner = nullptr;  // not even SIGKILL ended it in time; the kernel will
    uv_unref(reinterpret_cast<uv_handle_t*>(&process_->handle));
}

tl::expected<int, std::string> RedisServer::start() {
    const auto setpriv = find_program("setpriv", "util-linux");
    if (!setpriv) return tl::unexpected(setpriv.error());
    const int log = open(place_.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return tl::unexpected("Cannot write \"" + place_.log.string() + "\": make room on that disk, or choose another socket folder.");
    auto words = command_line(place_, setpriv->string());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    uv_stdio_container_t streams[3]{};
    streams[0].flags = UV_IGNORE;
    streams[1].flags = streams[2].flags = UV_INHERIT_FD;
    streams[1].data.fd = streams[2].data.fd = log;
    uv_process_options_t options{};
    options.file = arguments[0];
    options.args = arguments.data();
    options.flags = UV_PROCESS_DETACHED;  // Ctrl-C in a terminal is for us: the server must live until the queue is flushed
    options.stdio = streams;
    options.stdio_count = 3;
    options.exit_cb = [](uv_process_t* handle, std::int64_t status, int number) {
        auto* process = static_cast<Process*>(handle->data);
        RedisServer* owner = process->owner;
        const int pid = handle->pid;
        uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) { delete static_cast<Process*>(closed->data); });
        if (owner == nullptr) return;
        owner->process_ = nullptr;
        if (owner->ended_) owner->ended_(pid, static_cast<int>(status), number);
    };
    process_ = new Process;
    process_->owner = this;
    process_->handle.data = process_;
    const int failed = uv_spawn(loop_->native(), &process_->handle, &options);
    close(log);
    if (failed == 0) return process_->handle.pid;
    uv_close(reinterpret_cast<uv_handle_t*>(&process_->handle), [](uv_handle_t* closed) { delete static_cast<Process*>(closed->data); });
    process_ = nullptr;
    return tl::unexpected("Cannot start \"" + place_.program.string() + "\" (" + uv_strerror(failed) + "): check that it can be run.");
}

int RedisServer::pid() const { return running() ? process_->handle.pid : 0; }

void RedisServer::signal(int number) const {
    if (running()) uv_process_kill(&process_->handle, number);
}

}  // namespace stampede
