// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QImage>
#include <QTest>

#include "ui/window/command_table.h"
#include "ui/window/icon_set.h"

using namespace stampede::ui;

class TestIconSet : public QObject {
    Q_OBJECT

    /// The colour of the most opaque pixel, and how many pixels are drawn at all.
    static QColor inkOf(const QPixmap& picture, int& drawn) {
        const QImage image = picture.toImage().convertToFormat(QImage::Format_ARGB32);
        QColor ink(Qt::transparent);
        drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                drawn += pixel.alpha() > 0 ? 1 : 0;
                if (pixel.alpha() > ink.alpha()) ink = pixel;
            }
        }
        return ink;
    }

    static bool close(const QColor& a, const QColor& b) {
        return qAbs(a.red() - b.red()) < 4 && qAbs(a.green() - b.green()) < 4 && qAbs(a.blue() - b.blue()) < 4;
    }

   private Q_SLOTS:
    void everyCommandsIconExists() {
        for (const CommandRow& row : commandTable()) {
            const QString name = QString::fromLatin1(row.icon);
            if (!name.isEmpty()) QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)), row.icon);
        }
    }

    void everyDrawingShowsSomethingInTheAskedColour() {
        const IconSet icons(Theme::darkTheme());
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(files.size() > 20);
        for (const QString& file : files) {
            int drawn = 0;
            const QIcon icon = icons.icon(file.section(QLatin1Char('.'), 0, 0), QColor(Qt::red));
            const QColor ink = inkOf(icon.pixmap(32), drawn);
            QVERIFY2(close(ink, QColor(Qt::red)), qPrintable(file));
            QVERIFY2(drawn > 32 && drawn < 32 * 32, qPrintable(file));
        }
    }

    void checkedAndDisabledLookDifferent() {
        const Theme theme = Theme::darkTheme();
        const QIcon icon = IconSet(theme).icon(QStringLiteral("freeze"), theme.text, theme.danger);
        int drawn = 0;
        QVERIFY(close(inkOf(icon.pixmap(QSize(24, 24), QIcon::Normal, QIcon::Off), drawn), theme.text));
        QVERIFY(close(inkOf(icon.pixmap(QSize(24, 24), QIcon::Normal, QIcon::On), drawn), theme.danger));
        QVERIFY(inkOf(icon.pixmap(QSize(24, 24), QIcon::Disabled, QIcon::Off), drawn).alpha() < 200);
    }

    void sharpAtEveryPixelRatio_data() {
        QTest::addColumn<qreal>("ratio");
        for (const double ratio : {1.0, 1.5, 2.0, 3.0}) QTest::addRow("%.1f", ratio) << qreal(ratio);
    }
    void sharpAtEveryPixelRatio() {
        QFETCH(qreal, ratio);
        const QPixmap picture = IconSet(Theme::lightTheme()).icon(QStringLiteral("step")).pixmap(QSize(16, 16), ratio);
        QCOMPARE(picture.size(), (QSizeF(16, 16) * ratio).toSize());
        QCOMPARE(picture.devicePixelRatio(), ratio);
    }
};

QTEST_MAIN(TestIconSet)
#include "tst_icon_set.moc"
