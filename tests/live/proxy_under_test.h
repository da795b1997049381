// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <future>
#include <stdexcept>
#include <thread>

#include "core/live/open_live.h"
#include "core/live/proxy/fault_proxy.h"
#include "core/live/redis_server.h"
#include "core/live/run_directory.h"

namespace stampede::test {

/// A server of its own with a proxy in front of it, on a thread of their own, so that clients may block.
class ProxyUnderTest {
   public:
    ProxyUnderTest() {
        const auto server_program = find_redis_server();
        if (!server_program) throw std::runtime_error(server_program.error());
        auto made = RunDirectory::create({});
        if (!made) throw std::runtime_error(made.error());
        folder_.emplace(std::move(*made));
        std::promise<bool> started;
        thread_ = std::thread([this, &started, server_program] {
            UvLoop loop;
            loop_ = &loop;
            RedisServer server(loop, {*server_program, folder_->path(), folder_->socket(), folder_->log(), 64 << 20, Eviction::noeviction},
                               [](int, int, int) {});
            FaultProxy proxy(loop, folder_->socket().string(), folder_->path(), 1);
            proxy_ = &proxy;
            const bool up = server.start().has_value() && proxy.listen(0);
            for (int i = 0; i < 1000 && !listens(folder_->socket().string()); ++i) {
                loop.run_until([] { return false; }, std::chrono::milliseconds(5));  // nothing wakes it when the server listens
            }
            started.set_value(up);
            loop.run();
            proxy.close();
            server.signal(9);
            loop.run_until([] { return false; }, std::chrono::milliseconds(20));
        });
        if (!started.get_future().get()) throw std::runtime_error("no server");
    }
    ~ProxyUnderTest() {
        loop_->stop();
        thread_.join();
    }
    ProxyUnderTest(const ProxyUnderTest&) = delete;
    ProxyUnderTest& operator=(const ProxyUnderTest&) = delete;

    /// On the proxy's thread; waits until it is done.
    void with(const std::function<void(FaultProxy&)>& call) {
        std::promise<void> done;
        loop_->post([&] {
            call(*proxy_);
            done.set_value();
        });
        done.get_future().get();
    }
    void inject(const Fault& fault) {
        with([&](FaultProxy& proxy) { proxy.inject(fault); });
    }
    void heal(const Fault& fault) {
        with([&](FaultProxy& proxy) { proxy.heal(fault); });
    }
    std::string direct() const { return folder_->socket().string(); }
    std::string proxied() const { return (folder_->path() / "net-0.sock").string(); }

   private:
    static bool listens(const std::string& socket_path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket_path.copy(address.sun_path, sizeof address.sun_path - 1);
        const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
        const bool reached = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        close(descriptor);
        return reached;
    }

    std::optional<RunDirectory> folder_;
    UvLoop* loop_ = nullptr;
    FaultProxy* proxy_ = nullptr;
    std::thread thread_;
};

}  // namespace stampede::test
