// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <map>

#include "core/workload/operation_mix.h"
#include "core/workload/presets.h"

using namespace stampede;

class TestWorkload : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::string file(const char* text) {
        const QString path = folder_.filePath(QStringLiteral("workload.json"));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly)) return {};
        out.write(text);
        return path.toStdString();
    }

   private Q_SLOTS:
    void zipfDrawsTheHottestRowAsOftenAsTheLawSays() {
        const KeyChooser chooser(Distribution::zipf, 10'000, 0.99);
        RandomSource random(1);
        std::map<std::uint32_t, int> drawn;
        constexpr int kDraws = 400'000;
        for (int i = 0; i < kDraws; ++i) ++drawn[chooser.draw(random)];
        int hottest_percent = 0;
        for (std::uint32_t row = 1; row <= 100; ++row) hottest_percent += drawn[row];
        // Known for n = 10,000, theta = 0.99: the top key gets 9.8 %, the top 1 % gets 51.8 %.
        QVERIFY(qAbs(drawn[1] / double(kDraws) - 0.098) < 0.003);
        QVERIFY(qAbs(hottest_percent / double(kDraws) - 0.518) < 0.005);
        QVERIFY(drawn.begin()->first >= 1);
        QVERIFY(drawn.rbegin()->first <= 10'000);
    }

    void thetaZeroIsUniform() {
        const KeyChooser chooser(Distribution::zipf, 10, 0);
        RandomSource random(1);
        std::map<std::uint32_t, int> drawn;
        for (int i = 0; i < 100'000; ++i) ++drawn[chooser.draw(random)];
        QCOMPARE(drawn.size(), std::size_t{10});
        for (const auto& [row, count] : drawn) QVERIFY(qAbs(count - 10'000) < 500);
    }

    void presetsMixAsYcsbSays() {
        const auto preset = find_preset("ycsb-b");
        QVERIFY(preset.has_value());
        OperationMix mix(*preset, 1);
        int reads = 0;
        for (int i = 0; i < 100'000; ++i) reads += mix.next().what == Intent::What::read ? 1 : 0;
        QVERIFY(qAbs(reads / 100'000.0 - 0.95) < 0.005);
        QVERIFY(!find_preset("ycsb-z"));
    }

    void theSameSeedGivesTheSameStream() {
        OperationMix a(*find_preset("ycsb-a"), 9);
        OperationMix b(*find_preset("ycsb-a"), 9);
        for (int i = 0; i < 1000; ++i) QVERIFY(a.next().key == b.next().key);
    }

    void readsAFileOnTopOfAPreset() {
        const auto workload = load_workload(file(R"({"preset": "ycsb-a", "keys": 77, "duration_s": 1.5})"));
        QVERIFY2(workload.has_value(), workload ? "" : workload.error().c_str());
        QCOMPARE(workload->keys, 77u);
        QCOMPARE(workload->read_share, 0.5);
        QCOMPARE(to_seconds(workload->duration), 1.5);
    }

    void refusesABadFileInOneSentence_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("no json") << QByteArray("{") << "not valid JSON";
        QTest::newRow("no object") << QByteArray("[]") << "one JSON object";
        QTest::newRow("unknown field") << QByteArray(R"({"kyes": 1})") << "'kyes'";
        QTest::newRow("wrong type") << QByteArray(R"({"keys": "many"})") << "wrong type";
        QTest::newRow("out of range") << QByteArray(R"({"keys": 0})") << "keys must be";
        QTest::newRow("shares") << QByteArray(R"({"read_share": 0.9, "rmw_share": 0.9})") << "more than 1";
    }
    void refusesABadFileInOneSentence() {
        QFETCH(QByteArray, text);
        QFETCH(QString, mentions);
        const auto workload = load_workload(file(text.constData()));
        QVERIFY(!workload.has_value());
        QVERIFY2(QString::fromStdString(workload.error()).contains(mentions), workload.error().c_str());
    }
};

QTEST_APPLESS_MAIN(TestWorkload)
#include "tst_workload.moc"
