// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/layering/arrows.h"
#include "tests/layering/conduct.h"
#include "tests/layering/source_text.h"

using namespace stampede::layering;

namespace {

std::string module_of(std::string_view header) {
    if (header == "QString") return "QtCore";
    if (header == "QLabel") return "QtWidgets";
    if (header == "QChart") return "QtCharts";
    return {};
}

// One row: a text, and what the checker must say of it; empty when it must say nothing.
struct Sample {
    const char* name;
    const char* path;
    const char* text;
    const char* said;
};

const Sample kIncludes[] = {
    {"a neighbour", "core/model/a.h", "#include \"core/model/b.h\"\n", ""},
    {"the standard library", "core/model/a.h", "#include <vector>\n", ""},
    {"an allowed arrow", "core/strategies/a.h", "#include \"core/ports/b.h\"\n", ""},
    {"a comment", "core/model/a.h", "// #include <QString>\n/* #include <QString>\n#include <QString>\n*/\n", ""},
    {"one allowed header", "ui/scene/a.h", "#include \"core/strategies/catalogue.h\"\n", ""},
    {"Qt Charts in its folder", "ui/charts/a.cpp", "#include <QChart>\n", ""},
    {"the model names the ports", "core/model/a.h", "#include \"core/ports/b.h\"\n", "line 1: core/model may not know: core/ports/b.h"},
    {"a strategy names the live world", "core/strategies/a.cpp", "\n#include \"core/live/b.h\"\n",
     "line 2: core/strategies may not know: core/live/b.h"},
    {"Qt in the core", "core/lab/a.h", "#include <QString>\n", "line 1: core/lab may not use QtCore: QString"},
    {"Qt by module in the core", "core/lab/a.h", "#include <QtCore/QString>\n", "line 1: core/lab may not use QtCore: QtCore/QString"},
    {"a widget in the model", "ui/model/a.h", "#include <QLabel>\n", "line 1: ui/model may not use QtWidgets: QLabel"},
    {"Qt Charts in the scene", "ui/scene/a.h", "#include <QChart>\n", "line 1: ui/scene may not use QtCharts: QChart"},
    {"hiredis in a view", "ui/scene/a.h", "#include <hiredis/async.h>\n", "line 1: ui/scene may not use hiredis: hiredis/async.h"},
    {"SQLite in the lab", "core/lab/a.h", "#  include <sqlite3.h>\n", "line 1: core/lab may not use sqlite: sqlite3.h"},
    {"SQLiteCpp in the simulated world", "core/simulated/a.h", "#include <SQLiteCpp/Database.h>\n",
     "line 1: core/simulated may not use sqlite: SQLiteCpp/Database.h"},
    {"libuv in async", "core/async/a.h", "#include <uv.h>\n", "line 1: core/async may not use uv: uv.h"},
    {"JSON in a strategy", "core/strategies/a.h", "#include <nlohmann/json.hpp>\n",
     "line 1: core/strategies may not use nlohmann: nlohmann/json.hpp"},
    {"an unknown library", "core/lab/a.h", "#include <boost/asio.hpp>\n",
     "line 1: core/lab includes a header of no library in the table: boost/asio.hpp"},
    {"a view names a view", "ui/scene/a.h", "#include \"ui/charts/b.h\"\n", "line 1: ui/scene may not know: ui/charts/b.h"},
    {"a relative path", "core/lab/a.h", "#include \"b.h\"\n",
     "line 1: core/lab includes what is not named from the repository's root: b.h"},
    {"an unknown folder", "core/new/a.h", "", "core/new is not in the table of folders"},
};

const Sample kStrategies[] = {
    {"plain", "", "Task<Answer> A::read(Key key) {\n    const Reply r = co_await cache.get(key);\n    co_return answer(r);\n}\n", ""},
    {"in a comment", "", "// std::mutex would be wrong, and so would a static int\n", ""},
    {"in a string", "", "const char* text = \"std::mutex static rand()\";\n", ""},
    {"static constant", "", "static constexpr int kMost = 3;\n", ""},
    {"static_cast", "", "int a = static_cast<int>(b);\n", ""},
    {"constructor's reference", "", "explicit CacheAside(const Environment& environment);\n", ""},
    {"a thread", "", "std::thread t(work);\n", "line 1: a thread"},
    {"a lock", "", "\nstd::mutex m;\n", "line 2: a lock"},
    {"an atomic", "", "std::atomic<int> n;\n", "line 1: a lock"},
    {"static data", "", "static int calls = 0;\n", "line 1: static data"},
    {"rand", "", "int n = rand() % 2;\n", "line 1: randomness"},
    {"an engine", "", "std::mt19937_64 engine;\n", "line 1: randomness"},
    {"a clock", "", "auto t = std::chrono::steady_clock::now();\n", "line 1: a clock"},
    {"output", "", "std::cout << 1;\n", "line 1: input or output"},
    {"unordered", "", "std::unordered_map<int, int> m;\n", "line 1: an unordered container"},
    {"a reference parameter", "", "Task<Answer> read(const Key& key) override;\n", "line 1: a coroutine's reference parameter"},
    {"a reference in a definition", "", "Task<void> A::work(Key key,\n                   Reply& reply) {\n}\n",
     "line 1: a coroutine's reference parameter"},
    {"a lambda's reference", "", "auto work = [](const Key& key) -> Task<void> { co_return; };\n",
     "line 1: a coroutine's reference parameter"},
};

const Sample kAwaits[] = {
    {"plain", "", "const Reply r = co_await cache.get(key);\n", ""},
    {"in a block", "", "for (;;) { co_await a(); }\n", ""},
    {"after a block", "", "if (x) { y = Z{1}; }\nco_await a();\n", ""},
    {"in a condition before a block", "", "if (co_await a()) { x = Y{1}; }\n", ""},
    {"in a condition with a cast", "", "while (int(f(1)) < co_await a()) { g([] {}); }\n", ""},
    {"in a lambda's body", "", "run([](int x) { co_await a(x); });\n", ""},
    {"a subscript", "", "co_await a(list[3]);\n", ""},
    {"braces elsewhere", "", "const Value v{id, 0};\nco_await set(v);\n", ""},
    {"a braced argument", "", "co_await set(Value{id, 0});\n", "line 1: braces in one expression with a co_await"},
    {"a braced argument before", "", "f(Value{1}, co_await a());\n", "line 1: braces in one expression with a co_await"},
    {"a braced result", "", "\nconst Answer x = Answer{co_await a()};\n", "line 2: braces in one expression with a co_await"},
    {"braces in a condition", "", "if (co_await set(V{1})) { x(); }\n", "line 1: braces in one expression with a co_await"},
    {"braces in a return", "", "co_return Answer{co_await a(), 1};\n", "line 1: braces in one expression with a co_await"},
    {"a lambda argument", "", "co_await run([x] { return x; });\n", "line 1: a lambda in one expression with a co_await"},
    {"a lambda second", "", "co_await run(1, [&](int) { return 1; });\n", "line 1: a lambda in one expression with a co_await"},
    {"bindings", "", "const auto [a, b] = co_await pair();\n", "line 1: structured bindings of a co_await"},
    {"in a comment", "", "// co_await f(V{1});\n", ""},
};

template <std::size_t N>
void rows(const Sample (&samples)[N]) {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    for (const Sample& sample : samples) {
        QTest::newRow(sample.name) << QString::fromUtf8(sample.path) << QString::fromUtf8(sample.text) << QString::fromUtf8(sample.said);
    }
}

QString joined(const std::vector<std::string>& sentences) {
    QStringList list;
    for (const std::string& sentence : sentences) list << QString::fromStdString(sentence);
    return list.join(QLatin1Char('\n'));
}

}  // namespace

/// Small bad sources, each with the sentence that the checker must say: a checker that finds nothing would prove nothing.
class LayeringCheckerTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void includesAreHeldAgainstTheTable_data() { rows(kIncludes); }
    void includesAreHeldAgainstTheTable() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QTEST(joined(forbidden_includes(path.toStdString(), text.toStdString(), module_of)), "said");
    }

    void strategiesMayNotLookOutside_data() { rows(kStrategies); }
    void strategiesMayNotLookOutside() {
        QFETCH(QString, text);
        QTEST(joined(breaches_of_strategies(text.toStdString())), "said");
    }

    void fragileAwaitsAreFound_data() { rows(kAwaits); }
    void fragileAwaitsAreFound() {
        QFETCH(QString, text);
        QTEST(joined(breaches_of_awaiting(text.toStdString())), "said");
    }

    void theLicenceLineAndTheLengthAreFound() {
        const std::string licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
        QVERIFY(breaches_of_form(licence + std::string(499, '\n')).empty());
        QCOMPARE(joined(breaches_of_form("#pragma once\n")), QStringLiteral("line 1: is not the licence line"));
        QCOMPARE(joined(breaches_of_form(licence + std::string(500, '\n'))), QStringLiteral("has 501 lines, more than 500"));
    }

    void literalsAndCommentsAreBlankedInPlace() {
        const std::string source = "a(\"x{\", 1'000, '{'); // {\n#define B {\nR\"(\"{)\" b /* {\n */ c";
        const std::string code = code_of(source);
        QCOMPARE(code.size(), source.size());
        QCOMPARE(code.find('{'), std::string::npos);
        QCOMPARE(line_at(code, code.find('c')), 4);
    }
};

QTEST_APPLESS_MAIN(LayeringCheckerTest)
#include "tst_layering_checker.moc"
