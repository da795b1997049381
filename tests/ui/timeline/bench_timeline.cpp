// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <algorithm>
#include <cstdio>

#include "tests/ui/support/journal_builder.h"
#include "ui/timeline/timeline_view.h"

// What the timeline costs in a busy lab: nanoseconds to fold an event, milliseconds to paint a frame. Prints one line of JSON.
int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    using namespace stampede;
    using namespace stampede::ui;
    JournalBuilder builder;
    builder.mode(true);
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        const RequestId id = builder.read(Key{Kind::user_profile, i % 1000 + 1});
        builder.whole(id, Verb::cache_get, 0.2, i % 4 != 0, Value{0, 3});
        if (i % 4 == 0) builder.whole(id, Verb::db_select, 2, true, Value{0, 3});
        builder.end(id);
    }
    Journal journal;
    for (const Event& event : builder.events()) journal.append(event);

    std::vector<double> fold;
    for (int i = 0; i < 7; ++i) {
        TimelineModel model;
        QElapsedTimer timer;
        timer.start();
        model.fold(journal, journal.size());
        fold.push_back(static_cast<double>(timer.nsecsElapsed()) / static_cast<double>(journal.size()));
    }
    std::sort(fold.begin(), fold.end());

    LabSession session;
    builder.feed(session);
    TimelineView view(&session);
    view.resize(900, 300);
    view.show();
    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<double> paint;
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.render(&screen);
        paint.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::sort(paint.begin(), paint.end());
    std::printf("{\"bench\":\"timeline\",\"events\":%zu,\"fold_ns_per_event\":%.1f,\"paint_median_ms\":%.2f}\n", journal.size(), fold[3],
                paint[paint.size() / 2]);
    return 0;
}
