// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab_opener.h"

#include "app/composition.h"

namespace stampede {
namespace {

using ui::LabController;

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

LabController::Opened opened_from(Composed composed, bool live) {
    LabController::Opened opened;
    opened.info.live = live;
    opened.info.description = QString::fromStdString(composed.description);
    opened.info.socket = text(composed.socket);
    opened.info.databaseFile = text(composed.database_file);
    if (composed.neighbours > 0) {
        opened.warning = LabController::tr("Another Stampede is running; this one has a Redis and a database of its own.");
    }
    opened.rig = std::move(composed.rig);
    return opened;
}

}  // namespace

LabController::Opener lab_opener(const WindowCommand& command) {
    return [command](const RunConfig& wanted, const auto& progress) {
        RunConfig config = wanted;
        config.database_power_cuts = true;  // there is a button for it
        if (command.simulated) return opened_from(compose_simulated(config), false);
        const Places places{command.data_dir, {}, {}};
        auto composed = compose_live(
            config, places, [&progress](int percent, const std::string& what) { progress(percent, QString::fromStdString(what)); });
        if (composed) return opened_from(std::move(*composed), true);
        auto simulated = opened_from(compose_simulated(config), false);
        simulated.warning = LabController::tr("Simulated world: %1").arg(QString::fromStdString(composed.error()));
        return simulated;
    };
}

}  // namespace stampede
