// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "ui/model/lab_session.h"
#include "ui/model/runnable.h"
#include "ui/model/side_state.h"
#include "ui/scene/key_trail.h"
#include "ui/scene/scene_items.h"
#include "ui/scene/scene_layout.h"

namespace stampede::ui {

struct Walker {
    RequestId id = 0;  ///< 0: the lab's own, a flusher
    const RequestState* request = nullptr;
};

/// The requests in flight, sorted by what the picture does with them. Points into the session's state.
struct Crowd {
    struct Instance {
        std::vector<Walker> all;       ///< in order of arrival
        std::vector<Walker> standing;  ///< those that are at the application
        std::size_t withCache = 0;     ///< on their way to Redis or back
        std::size_t withDatabase = 0;
    };
    std::vector<Instance> instances;
    std::vector<Walker> moving;
    std::vector<Walker> flushers;  ///< background work that stands still
    std::vector<Runnable> runnable;

    Crowd(const LabState& state, int instanceCount);
    std::size_t size() const;
};

struct SceneOptions {
    bool hints = true;         ///< say what is about to happen
    bool simulated = false;    ///< the stores are fakes: there is no process to name
    OperationId selected = 0;  ///< by keyboard
    OperationId hovered = 0;
};

/// Everything that a node needs to say what it shows, and the picture that it says it to.
struct Composer {
    const LabSession& session;
    const SceneLayout& layout;
    const SceneFonts& fonts;
    const KeyTrail& trail;
    const SideState& side;
    const Crowd& crowd;
    SceneOptions options;
    Picture& picture;

    const LabState& state() const { return session.state(); }
    Layer& nodes() const { return picture.nodes; }

    /// Adds a label that fits its rectangle: the first of the texts that does, or the last one shortened.
    void label(const QRectF& rect, Face face, Ink ink, std::initializer_list<QString> texts, Qt::Alignment align = Qt::AlignLeft,
               double alpha = 1) const;
    void key(const QRectF& rect, Face face, Ink ink, const QString& key, double alpha = 1) const;
    /// A row's background.
    void row(const QRectF& rect, double alpha = 1) const;
    /// A strip that says what is broken, and a frame round the node. Returns what is left of `body`.
    QRectF fault(const QRectF& node, const QRectF& body, std::initializer_list<QString> texts) const;
    /// A card of a request; a target if it waits. Two lines when the rectangle is high enough, else one.
    void card(const QRectF& rect, const Walker& walker) const;
    /// A standing token; a target if it waits.
    void token(QPointF centre, qreal size, const Walker& walker, TokenLook look, bool labelled) const;
    qreal lineOf(Face face) const { return fonts.line(face); }

   private:
    /// The digit key that runs the request's operation, at the right of its card. Returns how much width it takes.
    qreal digit(const QRectF& card, const Walker& walker) const;
    void target(const QRectF& rect, const Walker& walker) const;
};

/// A strip for each active fault that `mine` accepts, few of them each, then how many more. Returns what is left of `body`.
QRectF composeFaults(const Composer& composer, const QRectF& node, QRectF body, const std::function<bool(const Fault&)>& mine);
/// On the ways between the application and Redis.
void composeNetworkFaults(const Composer& composer);
/// Faults of the load are shown at the clients.
inline bool ofTheLoad(FaultKind kind) { return kind >= FaultKind::stampede; }
/// The database's connections and who waits for one. Returns what is left of `body`.
QRectF composePool(const Composer& composer, const QRectF& body);

void composeClients(const Composer& composer);
void composeApplications(const Composer& composer);
void composeCache(const Composer& composer);
/// The key table within Redis, and what else is there.
void composeCacheRows(const Composer& composer, const QRectF& area);
void composeDatabase(const Composer& composer);
void composeQueue(const Composer& composer);

/// The whole picture but the moving tokens.
void compose(const Composer& composer);

SceneMetrics metricsOf(const SceneFonts& fonts);
/// Whether the strategy queues writes, or writes wait.
bool showsQueue(const LabSession& session);

}  // namespace stampede::ui
