// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>
#include <set>

#include "core/journal/event_hash.h"
#include "core/journal/journal_reader.h"
#include "core/journal/journal_writer.h"
#include "core/model/fault_event.h"

using namespace stampede;

namespace {

constexpr Key kRow{Kind::user_profile, 42};

Event some(EventType type) {
    Event e;
    e.at = Instant(1'500'000);
    e.type = type;
    e.instance = 1;
    e.request = 7;
    e.operation = 9;
    e.key = kRow;
    e.value = Value{5, 3};
    return e;
}

nlohmann::json json(const Event& event) { return nlohmann::json::parse(to_json(event)); }

std::uint64_t hash(const Event& event) {
    EventHash hash;
    hash.add(event);
    return hash.value();
}

}  // namespace

class TestJournalWriter : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyEventSaysWhenWhatAndWhere() {
        for (int type = 0; type <= static_cast<int>(kLastEvent); ++type) {
            const auto line = json(some(static_cast<EventType>(type)));
            QCOMPARE(line.at("at").get<std::int64_t>(), std::int64_t{1'500'000});
            QCOMPARE(line.at("type").get<std::string>(), std::string(name_of(static_cast<EventType>(type))));
            QCOMPARE(line.at("instance").get<int>(), 1);
        }
    }

    void aFaultComesBackWithItsScopeAndParameters() {
        for (const FaultKind kind : kFaultKinds) {
            Fault fault{kind, kEveryInstance, kRow, Duration(-5'000'000), Duration(7), Verb::cache_del, 2, 12, 0.25};
            Event event = some(EventType::fault_injected);
            put_fault(event, fault);
            const auto back = event_from_json(to_json(event));
            QVERIFY2(back.has_value(), back ? "" : back.error().c_str());
            QVERIFY(fault_in(*back) == fault);
        }
    }
    void whatAStoreComesBackWithIsReadAgain() {
        for (const EventType type : {EventType::restored, EventType::reverted, EventType::pool, EventType::cache_emptied}) {
            Event event = some(type);
            event.found = type == EventType::reverted;
            event.detail = 3;
            event.session = 8;
            const auto back = event_from_json(to_json(event));
            QVERIFY2(back.has_value(), back ? "" : back.error().c_str());
            QCOMPARE(to_json(*back), to_json(event));
        }
    }

    void aRequestEndsWithWhatItReturned() {
        Event e = some(EventType::request_ended);
        e.kind = RequestKind::erase;
        e.session = 4;
        e.found = true;
        e.source = Source::local;
        e.detail = 250;
        const auto line = json(e);
        QCOMPARE(line.at("request").get<int>(), 7);
        QCOMPARE(line.at("kind").get<std::string>(), std::string("erase"));
        QCOMPARE(line.at("session").get<int>(), 4);
        QCOMPARE(line.at("key").get<std::string>(), std::string("user:profile:42"));
        QCOMPARE(line.at("write").get<int>(), 5);
        QCOMPARE(line.at("version").get<int>(), 3);
        QCOMPARE(line.at("source").get<std::string>(), std::string("local"));
        QCOMPARE(line.at("found").get<bool>(), true);
        QCOMPARE(line.at("latency").get<int>(), 250);
        QVERIFY(!json(some(EventType::request_begun)).contains("latency"));
    }

    void anOperationSaysWhatWasAskedBeyondItsVerb() {
        Event e = some(EventType::issued);
        e.verb = Verb::db_update;
        const auto plain = json(e);
        QVERIFY(!plain.contains("outbox") && !plain.contains("condition") && !plain.contains("state"));
        e.outbox = true;
        e.newer = true;
        e.state = EntryState::absent;
        const auto line = json(e);
        QCOMPARE(line.at("outbox").get<bool>(), true);
        QCOMPARE(line.at("condition").get<std::string>(), std::string("newer"));
        QCOMPARE(line.at("state").get<std::string>(), std::string(name_of(EntryState::absent)));
        QCOMPARE(line.at("operation").get<int>(), 9);
    }

    void whoSleepsOrWaitsNamesNoKey() {
        Event e = some(EventType::parked);
        e.verb = Verb::sleep;
        QVERIFY(!json(e).contains("key"));
        e.verb = Verb::cache_get;
        QCOMPARE(json(e).at("key").get<std::string>(), std::string("user:profile:42"));
    }

    void anEffectSaysWhenItExpiresAndAReplyHowLongItTook() {
        Event e = some(EventType::effect);
        e.verb = Verb::cache_set;
        e.applied = true;
        e.detail = 99;
        QCOMPARE(json(e).at("expires").get<int>(), 99);
        QCOMPARE(json(e).at("applied").get<bool>(), true);
        e.type = EventType::replied;
        e.timing.measured = Duration(1);
        e.timing.modelled = Duration(2);
        e.timing.fault = Duration(3);
        const auto line = json(e);
        QCOMPARE(line.at("detail").get<int>(), 99);
        QCOMPARE(line.at("measured").get<int>() + 10 * line.at("modelled").get<int>() + 100 * line.at("fault").get<int>(), 321);
    }

    void whatHappensInAnInstanceNamesItsReason() {
        Event e = some(EventType::local_stored);
        e.detail = 77;
        QCOMPARE(json(e).at("expires").get<int>(), 77);
        e.type = EventType::local_dropped;
        QCOMPARE(json(e).at("key").get<std::string>(), std::string("user:profile:42"));
        e.key = Key{};
        QVERIFY(!json(e).contains("key"));
        Event coalesced = some(EventType::coalesced);
        coalesced.detail = 11;
        QCOMPARE(json(coalesced).at("replaced_by").get<int>(), 11);
        Event guarded = some(EventType::guarded);
        guarded.detail = static_cast<std::int64_t>(Decision::joined);
        QCOMPARE(json(guarded).at("decision").get<std::string>(), std::string(name_of(Decision::joined)));
        Event shed = some(EventType::shed);
        shed.detail = 6;
        QCOMPARE(json(shed).at("detail").get<int>(), 6);
        QCOMPARE(json(shed).at("request").get<int>(), 7);
    }

    void aMessageMayMeanEveryKey() {
        Event e = some(EventType::message);
        e.detail = static_cast<std::int64_t>(Channel::tracking);
        QVERIFY(!json(e).contains("key"));
        e.found = true;
        QCOMPARE(json(e).at("key").get<std::string>(), std::string("user:profile:42"));
        QCOMPARE(json(e).at("channel").get<std::string>(), std::string("tracking"));
    }

    void theFingerprintCountsWhatWasAsked() {
        const Event plain = some(EventType::issued);
        Event outbox = plain, newer = plain, state = plain;
        outbox.outbox = true;
        newer.newer = true;
        state.state = EntryState::absent;
        const std::set<std::uint64_t> all{hash(plain), hash(outbox), hash(newer), hash(state)};
        QCOMPARE(all.size(), std::size_t{4});
    }

    void aFileHasAHeaderAndALineForEachEvent() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("journal.jsonl"));
        auto writer = JournalWriter::create(path.toStdString(), "cache-aside", 3);
        QVERIFY(writer);
        writer->write(some(EventType::request_begun));
        writer->write(some(EventType::request_ended));
        QVERIFY(writer->finish());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 4);  // the last one ends the file
        const auto header = nlohmann::json::parse(lines[0].toStdString());
        QCOMPARE(header.at("stampede_journal").get<int>(), 1);
        QCOMPARE(header.at("strategy").get<std::string>(), std::string("cache-aside"));
        QCOMPARE(header.at("seed").get<int>(), 3);
        QCOMPARE(lines[2].toStdString(), to_json(some(EventType::request_ended)));
        QVERIFY(lines[3].isEmpty());
    }

    void aFolderThatIsNotThereIsAnErrorInWords() {
        const auto writer = JournalWriter::create("/nowhere/at/all.jsonl", "cache-aside", 3);
        QVERIFY(!writer);
        QVERIFY(QString::fromStdString(writer.error()).contains(QStringLiteral("/nowhere/at/all.jsonl")));
    }
};

QTEST_APPLESS_MAIN(TestJournalWriter)
#include "tst_journal_writer.moc"
