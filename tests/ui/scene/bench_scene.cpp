// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "tests/ui/scene/scene_stories.h"
#include "ui/scene/scene_view.h"

// What a frame of the scene costs with many requests on their way: bench_scene [tokens] [frames]. Prints one line of JSON.
int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    using namespace stampede::ui;
    const int tokens = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int frames = argc > 2 ? std::atoi(argv[2]) : 120;

    JournalBuilder journal;
    LabSession session;
    stories::crowd(journal, tokens);
    journal.feed(session);
    SceneView view(&session);
    view.resize(1280, 800);
    view.show();

    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<double> milliseconds;
    double cpu = 0;  // of the process: what a busy machine does not blur
    for (int i = 0; i < frames; ++i) {
        journal.pass(0.1).memory(1'000'000 + i);  // time goes on, so every token moves
        journal.feed(session);
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        view.render(&screen);
        cpu += static_cast<double>(std::clock() - before) * 1e3 / CLOCKS_PER_SEC;
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    std::printf("{\"bench\":\"scene\",\"tokens\":%d,\"frames\":%d,\"median_ms\":%.2f,\"p95_ms\":%.2f,\"cpu_mean_ms\":%.2f}\n", tokens,
                frames, milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 95 / 100], cpu / frames);
    return 0;
}
