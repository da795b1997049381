// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QtTest>

#include "tests/layering/arrows.h"
#include "tests/layering/conduct.h"

using namespace stampede::layering;

namespace {

const QString kRoot = QStringLiteral(STAMPEDE_SOURCE_DIR "/");

QStringList sources_in(const QString& folder) {
    QStringList found;
    QDirIterator files(kRoot + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) found << files.next().mid(kRoot.size());
    found.sort();
    return found;
}

std::string text_of(const QString& path) {
    QFile file(kRoot + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

// Qt's own header folders say which module a class belongs to.
std::string qt_module_of(std::string_view header) {
    static const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    static const QStringList modules = headers.entryList({QStringLiteral("Qt*")}, QDir::Dirs);
    const QString name = QString::fromUtf8(header.data(), static_cast<qsizetype>(header.size()));
    for (const QString& module : modules) {
        if (headers.exists(module + QLatin1Char('/') + name)) return module.toStdString();
    }
    return {};
}

void expect_none(const std::vector<std::string>& breaches) {
    std::string all;
    for (const std::string& breach : breaches) all += "\n  " + breach;
    QVERIFY2(breaches.empty(), all.c_str());
}

void rows_for(const QStringList& folders) {
    QTest::addColumn<QString>("path");
    for (const QString& folder : folders) {
        for (const QString& path : sources_in(folder)) QTest::newRow(qPrintable(path)) << path;
    }
}

}  // namespace

/// Reads the repository's sources and holds them against the rules of tests/layering.
class LayeringTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyFolderOfTheTableIsThere_data() {
        QTest::addColumn<QString>("folder");
        for (const std::string_view folder : known_folders()) {
            const QString name = QString::fromUtf8(folder.data(), static_cast<qsizetype>(folder.size()));
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void everyFolderOfTheTableIsThere() {
        QFETCH(QString, folder);
        QVERIFY(!sources_in(folder).isEmpty());
    }

    void onlyAllowedIncludes_data() {
        rows_for({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("assets")});
    }
    void onlyAllowedIncludes() {
        QFETCH(QString, path);
        expect_none(forbidden_includes(path.toStdString(), text_of(path), qt_module_of));
    }

    void licenceLineFirstAndNotTooLong_data() {
        rows_for({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("assets"), QStringLiteral("tests")});
    }
    void licenceLineFirstAndNotTooLong() {
        QFETCH(QString, path);
        expect_none(breaches_of_form(text_of(path)));
    }

    void nothingFragileInAnAwait_data() { onlyAllowedIncludes_data(); }
    void nothingFragileInAnAwait() {
        QFETCH(QString, path);
        expect_none(breaches_of_awaiting(text_of(path)));
    }

    void aReadmeNamesOnlyFilesThatAreThere_data() {
        QTest::addColumn<QString>("path");
        for (const char* folder : {"core", "ui", "app", "assets", "tests"}) {
            QDirIterator readmes(kRoot + QString::fromLatin1(folder), {QStringLiteral("README.md")}, QDir::Files,
                                 QDirIterator::Subdirectories);
            while (readmes.hasNext()) QTest::newRow(qPrintable(readmes.next().mid(kRoot.size()))) << readmes.filePath().mid(kRoot.size());
        }
        QTest::newRow("README.md") << QStringLiteral("README.md");
    }
    void aReadmeNamesOnlyFilesThatAreThere() {
        QFETCH(QString, path);
        static const QRegularExpression names(QStringLiteral("`([\\w/.]+\\.(?:h|cpp))`"));
        QStringList files;
        for (const char* folder : {"core", "ui", "app", "assets", "tests"}) files << sources_in(QString::fromLatin1(folder));
        QRegularExpressionMatchIterator found = names.globalMatch(QString::fromStdString(text_of(path)));
        while (found.hasNext()) {
            const QString name = found.next().captured(1);
            const bool example = name.section(QLatin1Char('/'), -1).startsWith(QStringLiteral("my_"));
            const auto is = [&name](const QString& file) { return file == name || file.endsWith(QLatin1Char('/') + name); };
            QVERIFY2(example || std::any_of(files.begin(), files.end(), is), qPrintable(name));
        }
    }

    // Two classes of one name in one namespace are one class to the linker, which keeps the destructor of either.
    void noTypeHasTheNameOfAnother() {
        static const QRegularExpression types(
            QStringLiteral("^(namespace|class|struct|enum class) ([\\w:]+)(?: final)?(?: :[^;]*| \\{.*)?$"),
            QRegularExpression::MultilineOption);
        QHash<QString, QString> homes;
        for (const char* folder : {"core", "ui", "app", "assets"}) {
            for (const QString& path : sources_in(QString::fromLatin1(folder))) {
                if (!path.endsWith(QStringLiteral(".h"))) continue;
                QString space;
                for (const QString& line : QString::fromStdString(text_of(path)).split(QLatin1Char('\n'))) {
                    const QRegularExpressionMatch found = types.match(line);
                    if (!found.hasMatch()) continue;
                    if (found.captured(1) == QStringLiteral("namespace")) {
                        space = found.captured(2);
                        continue;
                    }
                    const QString name = space + QStringLiteral("::") + found.captured(2);
                    QVERIFY2(!homes.contains(name), qPrintable(QStringLiteral("%1: in %2 and in %3").arg(name, homes.value(name), path)));
                    homes.insert(name, path);
                }
            }
        }
        QVERIFY(homes.size() > 300);
    }

    void strategiesKnowOnlyTheirEnvironment_data() { rows_for({QStringLiteral("core/strategies")}); }
    void strategiesKnowOnlyTheirEnvironment() {
        QFETCH(QString, path);
        expect_none(breaches_of_strategies(text_of(path)));
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
