// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTabBar>
#include <QWidget>
#include <functional>

#include "ui/code/breadcrumb.h"
#include "ui/code/code_view.h"
#include "ui/code/frame_pacer.h"
#include "ui/model/lab_session.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// The source of the strategy that runs, with a marker at the line where each request in flight stands and, another one, at the lines that
/// called on the way there through the layers. The text is the file that was compiled: what is shown is what ran. The files that requests
/// are in get a tab each; the one of the newest event comes to the front.
class CodePane : public QWidget {
    Q_OBJECT

   public:
    /// The text of a source file named by its path in the repository; empty when there is none.
    using Loader = std::function<QString(const QString& path)>;

    /// Loads from the resources of the program unless told otherwise.
    explicit CodePane(LabSession* session, QWidget* parent = nullptr, Loader load = {});

    void setTheme(const Theme& theme);

    QString currentFile() const { return file_; }
    /// Where a request in flight stands, in whichever file; 0 when it is not in flight or has not begun to ask.
    int markedLine(RequestId request) const;
    QTabBar* tabs() const { return tabs_; }
    Breadcrumb* breadcrumb() const { return breadcrumb_; }
    CodeView* view() const { return view_; }

    QSize sizeHint() const override { return {430, 320}; }
    QSize minimumSizeHint() const override { return {240, 140}; }

   public Q_SLOTS:
    /// What to show while nothing is in flight, and at first.
    void setStrategySource(const QString& path);
    /// The request to keep in view; 0 stands for the only one, or the one that moved last.
    void setSelectedRequest(quint32 request);

   protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    void refresh();
    void followFile();
    void open(const QString& path);
    void offerFiles();
    void chooseTab(int index);
    void choosePlace(int index);
    void showPath();
    const Marker* foremost() const;
    void describe();
    void fitTitle();
    const Marker* followed() const;
    const Marker* newest() const;
    const Marker* find(RequestId request) const;

    LabSession* session_;
    Loader load_;
    FramePacer pacer_;
    Theme theme_ = Theme::darkTheme();
    QLabel* title_;
    QLabel* note_;
    QTabBar* tabs_;
    Breadcrumb* breadcrumb_;
    CodeView* view_;
    QString strategySource_;
    QString file_;
    std::uint32_t fileOfNewest_ = 0;
    std::vector<Marker> markers_;
    RequestId selected_ = 0;
    std::uint32_t revealed_ = 0;
};

}  // namespace stampede::ui
