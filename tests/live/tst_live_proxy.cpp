// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/time.h>
#include <unistd.h>

#include <QtTest>
#include <csignal>

extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <hiredis/hiredis.h>
#pragma GCC diagnostic pop
}

#include "core/faults/fault_parameters.h"
#include "tests/live/proxy_under_test.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

struct Freed {
    void operator()(redisContext* context) const { redisFree(context); }
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Client = std::unique_ptr<redisContext, Freed>;
using Answer = std::unique_ptr<redisReply, Freed>;

// Gives up after five seconds, so that no case hangs.
Client connect_to(const std::string& socket) {
    Client client(redisConnectUnix(socket.c_str()));
    redisSetTimeout(client.get(), timeval{5, 0});
    return client;
}

Answer ask(const Client& client, std::vector<std::string> words) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
        texts.push_back(word.data());
        sizes.push_back(word.size());
    }
    return Answer(static_cast<redisReply*>(redisCommandArgv(client.get(), static_cast<int>(words.size()), texts.data(), sizes.data())));
}

std::string text_of(const Answer& answer) { return answer == nullptr ? "no answer" : std::string(answer->str, answer->len); }

std::string random_bytes(RandomSource& random, std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    return bytes;
}

std::string output_of(const std::string& command) {
    QProcess process;
    process.start("/bin/sh", {"-c", QString::fromStdString(command)});
    if (!process.waitForFinished(60'000)) process.kill();
    return process.exitCode() == 0 ? process.readAllStandardOutput().toStdString()
                                   : "failed: " + process.readAllStandardError().toStdString();
}

Fault fault(FaultKind kind, Stream stream = Stream::downstream, std::uint32_t amount = 0) {
    Fault made = make_fault(kind);
    made.choice = static_cast<std::uint8_t>(stream);
    if (amount != 0) made.amount = amount;
    return made;
}

}  // namespace

/// Redis's own clients through the proxy. After Toxiproxy's tests of the same names.
class TestLiveProxy : public QObject {
    Q_OBJECT

    std::optional<ProxyUnderTest> proxy_;

   private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init() { proxy_.emplace(); }
    void cleanup() { proxy_.reset(); }

    void redisCliWorks() {
        const std::string cli = "redis-cli -s " + proxy_->proxied() + " ";
        QCOMPARE(output_of(cli + "set greeting hello"), std::string("OK\n"));
        QCOMPARE(output_of(cli + "get greeting"), std::string("hello\n"));
        QCOMPARE(output_of("printf 'multi\\nincr n\\nincr n\\nexec\\n' | " + cli), std::string("OK\nQUEUED\nQUEUED\n1\n2\n"));
        QCOMPARE(output_of(cli + "-3 hset h a 1"), std::string("1\n"));
        QVERIFY(output_of(cli + "info server").find("redis_version") != std::string::npos);
        QCOMPARE(output_of("printf 'set typed yes\\r\\nget typed\\r\\n' | " + cli + "--pipe | grep -c 'errors: 0'"), std::string("1\n"));
    }

    void redisBenchmarkWorks() {
        const std::string command = "redis-benchmark -s " + proxy_->proxied() + " -c 50 -n 20000 --csv -t ";
        for (const std::string tests : {"set,get,incr,lrange_100,mset", "set,get -P 16", "set,get -d 20000"}) {
            const std::string output = output_of(command + tests);
            QVERIFY2(output.find("GET") != std::string::npos && output.find("rror") == std::string::npos, output.c_str());
        }
    }

    void noDataIsDroppedOrChanged() {
        const Client client = connect_to(proxy_->proxied());
        RandomSource random(7);
        for (const std::size_t size : {0, 1, 2, 100, 4096, 65'535, 65'536, 65'537, 1 << 20, 3 << 20}) {
            const std::string value = random_bytes(random, size);
            QCOMPARE(text_of(ask(client, {"SET", "key", value})), std::string("OK"));
            QVERIFY(text_of(ask(client, {"GET", "key"})) == value);
            QVERIFY(text_of(ask(client, {"ECHO", value})) == value);
        }
    }

    void pipelinesKeepTheirOrder() {
        const Client client = connect_to(proxy_->proxied());
        RandomSource random(8);
        std::vector<std::string> sent;
        for (int i = 0; i < 2000; ++i) {
            sent.push_back(random_bytes(random, random.below(3000)));
            redisAppendCommand(client.get(), "ECHO %b", sent.back().data(), sent.back().size());
        }
        for (const std::string& value : sent) {
            void* reply = nullptr;
            QCOMPARE(redisGetReply(client.get(), &reply), REDIS_OK);
            QVERIFY(text_of(Answer(static_cast<redisReply*>(reply))) == value);
        }
    }

    // Faults come and go while a client goes on; every byte still arrives.
    void toxicsComeAndGoWhileTrafficFlows() {
        std::atomic<bool> over = false;
        std::atomic<int> wrong = 0;
        std::thread traffic([&] {
            const Client client = connect_to(proxy_->proxied());
            RandomSource random(9);
            while (!over) {
                const std::string value = random_bytes(random, random.below(20'000));
                if (text_of(ask(client, {"ECHO", value})) != value) ++wrong;
            }
        });
        RandomSource random(10);
        for (int i = 0; i < 120; ++i) {
            const FaultKind kinds[] = {FaultKind::net_latency, FaultKind::net_timeout, FaultKind::net_bandwidth, FaultKind::net_slicer};
            Fault each = fault(kinds[random.below(4)], static_cast<Stream>(random.below(3)));
            each.added = each.kind == FaultKind::net_latency ? 3ms : 10us;
            each.amount = each.kind == FaultKind::net_slicer ? 500 : 5000;
            proxy_->inject(each);
            std::this_thread::sleep_for(3ms);
            proxy_->heal(each);
        }
        over = true;
        traffic.join();
        QCOMPARE(wrong.load(), 0);
    }

    void aTimeoutDoesNotHangOnceItIsHealed() {
        const Client client = connect_to(proxy_->proxied());
        ask(client, {"SET", "key", "1"});
        proxy_->inject(fault(FaultKind::net_timeout, Stream::both));
        redisSetTimeout(client.get(), timeval{0, 100'000});
        QVERIFY(ask(client, {"GET", "key"}) == nullptr);
        const Client other = connect_to(proxy_->proxied());
        redisAppendCommand(other.get(), "GET key");
        int done = 0;
        while (done == 0) redisBufferWrite(other.get(), &done);
        proxy_->heal(fault(FaultKind::net_timeout));
        void* reply = nullptr;
        QCOMPARE(redisGetReply(other.get(), &reply), REDIS_OK);
        QCOMPARE(text_of(Answer(static_cast<redisReply*>(reply))), std::string("1"));
    }

    void aSlicerSlices() {
        Fault slicer = fault(FaultKind::net_slicer, Stream::downstream, 10);
        slicer.added = 2ms;
        proxy_->inject(slicer);
        const Client client = connect_to(proxy_->proxied());
        redisAppendCommand(client.get(), "ECHO %s", "0123456789012345678901234567890123456789");
        int done = 0;
        while (done == 0) redisBufferWrite(client.get(), &done);
        std::string got;
        int reads = 0;
        while (got.size() < 47) {
            char bytes[200];
            const ssize_t size = read(client->fd, bytes, sizeof bytes);
            QVERIFY(size > 0 && size <= 20);  // two slices may have met
            got.append(bytes, static_cast<std::size_t>(size));
            ++reads;
        }
        QCOMPARE(got, std::string("$40\r\n0123456789012345678901234567890123456789\r\n"));
        QVERIFY(reads >= 3);
    }

    void aLimitIsKeptToTheByte() {
        proxy_->inject(fault(FaultKind::net_limit_data, Stream::downstream, 100));
        const Client client = connect_to(proxy_->proxied());
        redisAppendCommand(client.get(), "ECHO %s", std::string(500, 'x').c_str());
        int done = 0;
        while (done == 0) redisBufferWrite(client.get(), &done);
        std::size_t got = 0;
        char bytes[1000];
        for (ssize_t size = 1; size > 0; got += static_cast<std::size_t>(std::max<ssize_t>(size, 0))) {
            size = read(client->fd, bytes, sizeof bytes);
        }
        QCOMPARE(got, std::size_t{100});
    }

    void aResetClosesAndTheNextConnects() {
        const Client client = connect_to(proxy_->proxied());
        QCOMPARE(text_of(ask(client, {"SET", "key", "1"})), std::string("OK"));
        proxy_->inject(fault(FaultKind::net_reset_peer));
        QVERIFY(ask(client, {"GET", "key"}) == nullptr);
        QCOMPARE(text_of(ask(connect_to(proxy_->proxied()), {"GET", "key"})), std::string("1"));
    }

    void whileItIsDownConnectionsAreRefused() {
        const Client client = connect_to(proxy_->proxied());
        ask(client, {"SET", "key", "1"});
        proxy_->inject(fault(FaultKind::net_down));
        QVERIFY(ask(client, {"GET", "key"}) == nullptr);
        QVERIFY(connect_to(proxy_->proxied())->err != 0);
        QCOMPARE(text_of(ask(connect_to(proxy_->direct()), {"GET", "key"})), std::string("1"));
        proxy_->heal(fault(FaultKind::net_down));
        QCOMPARE(text_of(ask(connect_to(proxy_->proxied()), {"GET", "key"})), std::string("1"));
    }

    void singleMessagesAreLostDuplicatedAndLate() {
        const Client client = connect_to(proxy_->proxied());
        Fault rule = make_fault(FaultKind::lose_reply);
        rule.verb = Verb::cache_incr;
        proxy_->inject(rule);
        QVERIFY(text_of(ask(client, {"incr", "n"})).starts_with("LOST "));
        proxy_->heal(rule);
        QCOMPARE(text_of(ask(client, {"GET", "n"})), std::string("1"));
        rule.kind = FaultKind::lose_request;
        proxy_->inject(rule);
        QVERIFY(text_of(ask(client, {"INCR", "n"})).starts_with("LOST "));
        proxy_->heal(rule);
        rule.kind = FaultKind::duplicate;
        proxy_->inject(rule);
        QCOMPARE(ask(client, {"INCR", "n"})->integer, 2LL);
        proxy_->heal(rule);
        QCOMPARE(text_of(ask(client, {"GET", "n"})), std::string("3"));
        rule.kind = FaultKind::deliver_late;
        rule.added = 30ms;
        proxy_->inject(rule);
        redisAppendCommand(client.get(), "INCR n");
        redisAppendCommand(client.get(), "GET n");  // overtakes it, and its reply waits for its turn
        void* reply = nullptr;
        redisGetReply(client.get(), &reply);
        QCOMPARE(Answer(static_cast<redisReply*>(reply))->integer, 4LL);
        redisGetReply(client.get(), &reply);
        QCOMPARE(text_of(Answer(static_cast<redisReply*>(reply))), std::string("3"));
    }

    void brokenBytesAreAnsweredByTheServer() {
        for (const std::string bytes : {"*1\r\n+PING\r\n", "*x\r\n", "*1\r\n$-5\r\nabc\r\n", "\x80\xff\r\n*1\r\n$4\r\nPING\r\n"}) {
            const Client client = connect_to(proxy_->proxied());
            QCOMPARE(write(client->fd, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
            char answer[200];
            const ssize_t size = read(client->fd, answer, sizeof answer);
            QVERIFY(size > 0 && answer[0] == '-');
        }
        QCOMPARE(text_of(ask(connect_to(proxy_->proxied()), {"PING"})), std::string("PONG"));
    }

    void aSubscriberHears() {
        const Client subscriber = connect_to(proxy_->proxied());
        const Answer subscribed = ask(subscriber, {"SUBSCRIBE", "a", "b"});
        QVERIFY(subscribed != nullptr);
        void* reply = nullptr;
        redisGetReply(subscriber.get(), &reply);
        freeReplyObject(reply);
        QCOMPARE(ask(connect_to(proxy_->proxied()), {"PUBLISH", "b", "hello"})->integer, 1LL);
        QCOMPARE(redisGetReply(subscriber.get(), &reply), REDIS_OK);
        const Answer heard(static_cast<redisReply*>(reply));
        QCOMPARE(std::string(heard->element[2]->str), std::string("hello"));
    }
};

QTEST_GUILESS_MAIN(TestLiveProxy)
#include "tst_live_proxy.moc"
