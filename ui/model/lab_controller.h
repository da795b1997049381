// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <vector>

#include "core/faults/fault_plan.h"
#include "core/lab/branch_map.h"
#include "core/lab/hand.h"
#include "core/lab/rig.h"
#include "core/workload/workload.h"
#include "ui/model/lab_session.h"

namespace stampede::ui {

/// What runs at present, for the status bar and for the window's message bar.
struct LabInfo {
    bool live = false;     ///< real stores, as against simulated ones
    QString description;   ///< versions, socket, files
    QString socket;        ///< path of the Redis socket, empty when simulated
    QString databaseFile;  ///< path of the SQLite file, empty when simulated
};

/// The window's hand on the lab: every button ends in one call here. The lab lives on a thread of its own; calls are posted to it and
/// what they cause comes back through the session, as events. Nothing here blocks but `shutDown`.
class LabController : public QObject {
    Q_OBJECT

   public:
    /// What the composition opened: a rig, or why there is none. `progress` may be called with 0 to 100 from the lab's thread.
    struct Opened {
        Rig rig;
        LabInfo info;
        QString warning;  ///< one sentence when something is not as asked for (no redis-server), else empty
        QString error;    ///< one sentence when nothing could be opened
    };
    using Opener = std::function<Opened(const RunConfig&, const std::function<void(int percent, const QString& what)>& progress)>;

    explicit LabController(Opener opener, QObject* parent = nullptr);
    ~LabController() override;

    LabSession* session();
    const RunConfig& config() const;
    const LabInfo& info() const;
    Mode mode() const;
    bool ready() const;  ///< false while opening or after a failure
    bool workloadRunning() const;
    bool planRunning() const;
    /// All that was tried in Step mode since the lab was opened, or since it stopped running.
    const BranchMap& branches() const;

   public Q_SLOTS:
    /// Opens a lab with this configuration; an open one is closed first, its journal with it. Answers with `opened` or `failed`.
    void open(const stampede::RunConfig& config);

    void setMode(stampede::Mode mode);
    void read(stampede::Key key);
    void write(stampede::Key key);
    void erase(stampede::Key key);
    void stampede(stampede::Key key, quint32 count);
    void step();
    /// Lets this operation go, or ends this rest. In REVIEW: takes the stores back to there first, so that another branch begins.
    void stepOperation(quint32 operation) { loseOrStep(operation, Fate::arrives); }
    /// The same with what becomes of it on its way.
    void loseOrStep(quint32 operation, stampede::Fate fate);
    void wait();  ///< in Step mode: lab time on to the next timer, at most a second
    void stepUntil(stampede::Stop stop, stampede::Key key);

    /// Step mode: the stores go back by a step, or on by the one that was taken back last; to any step of any branch; to the step that is
    /// shown in REVIEW. What was done stays in `branches`.
    void back();
    void forward();
    void goTo(quint32 node);
    void continueFromHere();
    void rename(quint32 node, const QString& name);
    /// Something for the person's hand to do, in Step mode.
    void perform(const std::vector<stampede::StoryStep>& steps);
    void inject(const stampede::Fault& fault);
    void heal(const stampede::Fault& fault);
    void healKind(stampede::FaultKind kind);
    void healAll();
    /// Sends requests until stopped. A plan that is given begins with the first request that counts, after the cache is warm, and ends with
    /// the workload.
    void startWorkload(const stampede::Workload& workload, const stampede::FaultPlan& plan = {});
    /// Other figures for the workload that runs; what is planned goes on, or still begins.
    void changeWorkload(const stampede::Workload& workload);
    void stopWorkload();
    /// Breaks and heals what the plan says, in lab time from now, on the lab's thread. In Run mode: in Step mode lab time stands still.
    void startPlan(const stampede::FaultPlan& plan);
    /// What the plan has broken is healed, and nothing more of it begins.
    void stopPlan();

    /// Flushes what is acknowledged, ends the stores and joins the thread. At most a few seconds; safe to call twice.
    void shutDown();

   Q_SIGNALS:
    void opening(int percent, const QString& what);
    void opened();
    void failed(const QString& sentence);
    void notice(const QString& sentence);  ///< one sentence for the message bar
    void modeChanged(stampede::Mode mode);
    void workloadChanged(bool running);
    void planChanged(bool running);
    void branchesChanged();
    void reopening();  ///< the lab is being closed, and one with another configuration opened

   private:
    using Act = std::function<tl::expected<void, std::string>(Hand&)>;

    void applyMode();
    void goOn();
    void setPlanRunning(bool running);
    struct PlanTellers {
        std::function<void()> began;
        std::function<void()> over;
    };
    PlanTellers planTellers();
    void post(const Act& act, bool urgent = false);
    void tell(const Act& act, bool urgent);
    void send(RequestKind kind, Key key);

    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede::ui
