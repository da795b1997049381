// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QTest>
#include <string>
#include <vector>

#include "core/live/cache_command.h"
#include "core/live/proxy/request_reader.h"
#include "core/live/proxy/resp_frames.h"
#include "core/live/proxy/resp_reply.h"
#include "core/live/redis_command.h"

using namespace stampede;
using FrameKind = FrameEnd::Kind;

namespace {

std::string spelled(const std::vector<std::string>& words) {
    RedisCommand command;
    const std::vector<std::string_view> views(words.begin(), words.end());
    return std::string(command.of(views));
}

// What the scanner finds when the bytes come in pieces of these sizes, in turns.
template <class Scanner>
std::vector<std::string> frames_in(const std::string& bytes, const std::vector<std::size_t>& pieces, bool& broken) {
    Scanner scanner;
    std::vector<std::string> frames;
    std::string buffer;
    broken = false;
    std::size_t turn = 0;
    for (std::size_t at = 0; at < bytes.size() && !broken;) {
        const std::size_t size = pieces.empty() ? bytes.size() : 1 + pieces[turn++ % pieces.size()] % 40;
        buffer += bytes.substr(at, size);
        at += size;
        for (;;) {
            const FrameEnd end = scanner.scan(buffer);
            broken = broken || end.kind == FrameKind::broken;
            if (end.kind != FrameKind::complete) break;
            frames.push_back(buffer.substr(0, end.size));
            buffer.erase(0, end.size);
            scanner.restart();
        }
    }
    return frames;
}

// Any reply in RESP2, nested a little.
std::string any_reply(int depth) {
    const auto text = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    switch (*rc::gen::inRange(0, depth > 0 ? 7 : 6)) {
        case 0: return "+OK\r\n";
        case 1: return "-ERR no\r\n";
        case 2: return ":" + std::to_string(*rc::gen::arbitrary<int>()) + "\r\n";
        case 3: return "$-1\r\n";
        case 4: return "*-1\r\n";
        case 5: return "$" + std::to_string(text.size()) + "\r\n" + text + "\r\n";
        default: break;
    }
    const int count = *rc::gen::inRange(0, 4);
    std::string array = "*" + std::to_string(count) + "\r\n";
    for (int i = 0; i < count; ++i) array += any_reply(depth - 1);
    return array;
}

template <class Testable>
bool holds(const char* what, Testable&& testable) {
    return rc::check(what, std::forward<Testable>(testable));
}

}  // namespace

class TestRespFrames : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void requestsAreFoundHoweverTheyAreSplit() {
        QVERIFY(holds("requests", [](const std::vector<std::vector<std::string>>& commands, const std::vector<std::size_t>& pieces) {
            std::string bytes;
            std::vector<std::string> expected;
            for (const auto& words : commands) expected.push_back(spelled(words));
            for (const std::string& frame : expected) bytes += frame;
            bool broken = false;
            RC_ASSERT(frames_in<RequestScanner>(bytes, pieces, broken) == expected);
            RC_ASSERT(!broken);
        }));
    }

    void repliesAreFoundHoweverTheyAreSplit() {
        QVERIFY(holds("replies", [](const std::vector<std::size_t>& pieces) {
            std::string bytes;
            std::vector<std::string> expected;
            const int count = *rc::gen::inRange(0, 8);
            for (int i = 0; i < count; ++i) expected.push_back(any_reply(3));
            for (const std::string& frame : expected) bytes += frame;
            bool broken = false;
            RC_ASSERT(frames_in<ReplyScanner>(bytes, pieces, broken) == expected);
            RC_ASSERT(!broken);
            for (const std::string& frame : expected) RC_ASSERT(read_reply(frame).type != RedisReply::Type::lost);
        }));
    }

    // Found, incomplete or broken: but no crash, and nothing is made up.
    void anyBytesAreSurvived() {
        QVERIFY(holds("bytes", [](const std::vector<std::size_t>& pieces) {
            const auto alphabet = rc::gen::elementOf(std::string("*$+-:0123456789\r\n\r\nab "));
            const auto bytes = *rc::gen::container<std::string>(alphabet);
            bool broken = false;
            std::string joined;
            for (const std::string& frame : frames_in<RequestScanner>(bytes, pieces, broken)) joined += frame;
            RC_ASSERT(bytes.starts_with(joined));
            joined.clear();
            for (const std::string& frame : frames_in<ReplyScanner>(bytes, pieces, broken)) joined += frame;
            RC_ASSERT(bytes.starts_with(joined));
            read_reply(bytes);
        }));
    }

    void aDamagedRequestIsSurvived() {
        QVERIFY(holds("damage",
                      [](const std::vector<std::string>& words, std::size_t place, char damage, const std::vector<std::size_t>& pieces) {
                          std::string bytes = spelled(words);
                          bytes[place % bytes.size()] = damage;
                          bool broken = false;
                          frames_in<RequestScanner>(bytes, pieces, broken);
                      }));
    }

    void linesThatPeopleTypeAreRequests() {
        RequestScanner scanner;
        const std::string typed = "  set key  value \r\nget key\n\r\n";
        FrameEnd end = scanner.scan(typed);
        QCOMPARE(end.size, std::size_t{19});
        const auto words = scanner.words(typed);
        QCOMPARE(words.size(), std::size_t{3});
        QCOMPARE(std::string(words[2]), std::string("value"));
        scanner.restart();
        end = scanner.scan(std::string_view(typed).substr(27));
        QVERIFY(end.kind == FrameKind::complete && !scanner.answered());
    }

    void whatTheLabSendsIsUnderstood_data() {
        QTest::addColumn<int>("verb");
        for (int verb = static_cast<int>(Verb::cache_get); verb <= static_cast<int>(Verb::stream_dead_letter); ++verb) {
            QTest::addRow("%s %d", name_of(static_cast<Verb>(verb)), verb) << verb;
        }
    }
    void whatTheLabSendsIsUnderstood() {
        QFETCH(int, verb);
        Operation operation;
        operation.verb = static_cast<Verb>(verb);
        operation.key = Key{Kind::user_profile, 42};
        operation.ttl = std::chrono::seconds(1);
        operation.count = 5;
        const CacheCommand command(operation, "{}", {}, false);
        const RequestRead read = read_request(command.words());
        QCOMPARE(static_cast<int>(read.verb), verb);
        const bool keyed = stores(operation.verb) || operation.verb < Verb::list_pop;
        if (keyed) QVERIFY(read.key == operation.key);
        QVERIFY(!manages_connection(command.words()));
    }
};

QTEST_GUILESS_MAIN(TestRespFrames)
#include "tst_resp_frames.moc"
