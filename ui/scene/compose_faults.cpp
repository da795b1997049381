// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <cmath>

#include "ui/model/format.h"
#include "ui/scene/scene_composer.h"

namespace stampede::ui {
namespace {

constexpr std::size_t kMostStrips = 2;
constexpr qreal kPad = 7;

class FaultWords {
    Q_DECLARE_TR_FUNCTIONS(FaultWords)
};

std::vector<Fault> faultsOf(const LabState& state, const std::function<bool(const Fault&)>& mine) {
    std::vector<Fault> faults;
    for (const ActiveFault& one : state.faults()) {
        if (mine(one.fault)) faults.push_back(one.fault);
    }
    return faults;
}

// A pill in the middle of the way, with words as wide as the way is long.
void composePill(const Composer& composer, int instance, const std::vector<Fault>& faults, bool words) {
    const SceneLayout& layout = composer.layout;
    const QPointF middle = layout.pointAt(Road::applicationToCache, instance, 0.5);
    const qreal room = layout.node(Node::cache).left() - layout.node(Node::application, instance).right() - 8;
    const qreal line = composer.lineOf(Face::strong);
    const qreal icon = std::round(composer.lineOf(Face::small) * 0.8);
    const QString count = FaultWords::tr("%1 faults").arg(faults.size());
    const QString text = faults.size() > 1 ? count : faultText(faults.front());
    const QString shorter = faults.size() > 1 ? countText(faults.size()) : faultText(faults.front().kind);
    const qreal least = icon + 2 * kPad;
    const QString brief = faults.size() > 1 ? shorter : faultBrief(faults.front());
    QString said;
    for (const QString& one : {text, shorter, brief}) {
        if (words && said.isEmpty() && composer.fonts.width(Face::strong, one) + least + 5 <= room) said = one;
    }
    const qreal wide = said.isEmpty() ? least : least + 5 + std::ceil(composer.fonts.width(Face::strong, said)) + 1;
    const QRectF pill(std::round(middle.x() - wide / 2), std::round(middle.y() - line / 2 - 3), wide, line + 6);
    Layer& layer = composer.picture.overlay;
    Box ground{pill, pill.height() / 2};
    ground.fill = &Theme::panel;
    ground.line = &Theme::danger;
    ground.width = 1.5;
    layer.boxes.push_back(ground);
    layer.signs.push_back({{pill.left() + kPad, pill.center().y() - icon / 2, icon, icon}, Sign::warning, &Theme::danger});
    if (!said.isEmpty()) {
        layer.labels.push_back({pill.adjusted(kPad + icon + 5, 0, -kPad + 1, 0), said, Face::strong, &Theme::danger, Qt::AlignLeft, 1});
    }
    QStringList all;
    for (const Fault& fault : faults) all << faultText(fault);
    composer.picture.targets.push_back({pill, all.join(QLatin1Char('\n')), 0});
}

}  // namespace

QRectF composeFaults(const Composer& composer, const QRectF& node, QRectF body, const std::function<bool(const Fault&)>& mine) {
    const std::vector<Fault> faults = faultsOf(composer.state(), mine);
    const qreal high = composer.lineOf(Face::strong) + 8;
    std::size_t shown = 0;
    for (const Fault& fault : faults) {
        const bool last = shown + 1 == kMostStrips || body.height() < 2 * high;
        const std::size_t left = faults.size() - shown;
        if (body.height() < high) break;
        const QRectF strip(body.left(), body.top(), body.width(), high);
        if (last && left > 1) {
            QStringList all;
            for (std::size_t i = shown; i < faults.size(); ++i) all << faultText(faults[i]);
            body = composer.fault(node, body, {FaultWords::tr("%1 more faults").arg(left), FaultWords::tr("+%1").arg(left)});
            composer.picture.targets.push_back({strip, all.join(QLatin1Char('\n')), 0});
            break;
        }
        body = composer.fault(node, body, {faultText(fault), faultText(fault.kind), faultBrief(fault)});
        composer.picture.targets.push_back({strip, faultText(fault), 0});
        ++shown;
    }
    return body;
}

void composeNetworkFaults(const Composer& composer) {
    for (int i = 0; i < composer.layout.instances(); ++i) {
        const auto mine = [i](const Fault& fault) { return of_the_network(fault.kind) && concerns(fault, static_cast<InstanceId>(i)); };
        const std::vector<Fault> faults = faultsOf(composer.state(), mine);
        if (faults.empty()) continue;
        composer.picture.roads.push_back({Road::applicationToCache, i, &Theme::danger});
        composePill(composer, i, faults, i == 0 || faults.front().instance != kEveryInstance);
    }
}

}  // namespace stampede::ui
